import { useTranslation } from 'react-i18next';
import { useStored } from '../../../state/store.ts';
import { Select } from '../../../ui/field.tsx';
import { SpeakerChip } from '../../../ui/speaker-chip.tsx';
import { charactersOf } from '../classes/characters.ts';
import { Line } from '../export/export-options.tsx';
import { findState } from '../find/find-state.ts';
import { useDocument } from '../session-context.tsx';
import { type SnippetFilter, type SnippetSource, SOURCES } from './snippet-choice.ts';
import type { SourceCues } from './use-sources.ts';

const ANY = '-';
/** Why a source cannot be chosen. */
const MISSING = { selected: 'notSelected', listed: 'notListed', found: 'notFound' } as const;

interface Props {
  readonly filter: SnippetFilter;
  readonly onChange: (filter: SnippetFilter) => void;
}

/** Which cues: where they come from, who speaks them, and which class they are in. All of it holds together. */
export function WhatToCut({ filter, sources, onChange }: Props & { readonly sources: SourceCues }) {
  const { t } = useTranslation('snippets');
  const hasClasses = useDocument((document) => (document.classSchemas?.length ?? 0) > 0);
  return (
    <section aria-label={t('which')} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('which')}</h3>
      <fieldset>
        <legend className="sr-only">{t('which')}</legend>
        {SOURCES.map((source) => (
          <Source
            key={source}
            source={source}
            cues={sources[source]}
            checked={filter.source === source}
            onChoose={() => onChange({ ...filter, source })}
          />
        ))}
      </fieldset>
      <SpeakerFilter filter={filter} onChange={onChange} />
      {hasClasses && <ClassFilter filter={filter} onChange={onChange} />}
    </section>
  );
}

function Source({
  source,
  cues,
  checked,
  onChoose,
}: {
  readonly source: SnippetSource;
  readonly cues: readonly string[] | undefined;
  readonly checked: boolean;
  readonly onChoose: () => void;
}) {
  const { t } = useTranslation('snippets');
  const searched = useStored(findState, ({ text }) => text.trim());
  const isFound = source === 'found' && cues !== undefined && searched !== '';
  return (
    <label
      className={`flex items-center gap-2 rounded-md px-2 text-sm ${cues === undefined ? 'text-muted' : 'hover:bg-hover'}`}
      title={cues === undefined && source !== 'all' ? t(MISSING[source]) : undefined}
    >
      <input
        type="radio"
        name="snippet-source"
        checked={checked}
        disabled={cues === undefined}
        onChange={onChoose}
        className="size-6 shrink-0 scale-75 accent-(--accent)"
      />
      <span className="min-w-0 flex-1 truncate">
        {isFound ? t('source_foundFor', { text: searched }) : t(`source_${source}`)}
      </span>
      {cues !== undefined && <span className="tabular text-xs text-muted">{cues.length}</span>}
    </label>
  );
}

function SpeakerFilter({ filter, onChange }: Props) {
  const { t } = useTranslation('snippets');
  const speakers = useDocument((document) => document.speakers);
  const hasTracks = useDocument((document) => document.media.tracks !== undefined);
  return (
    <>
      {speakers.length > 1 && (
        <fieldset>
          <legend className="text-sm">{t('speakers')}</legend>
          <p className="text-xs text-muted">{t('speakersHelp')}</p>
          <div className="grid max-h-32 grid-cols-2 overflow-auto">
            {speakers.map(({ id }) => (
              <label key={id} className="flex min-w-0 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover">
                <input
                  type="checkbox"
                  checked={filter.speakers.includes(id)}
                  onChange={(event) =>
                    onChange({
                      ...filter,
                      speakers: event.target.checked
                        ? [...filter.speakers, id]
                        : filter.speakers.filter((each) => each !== id),
                    })
                  }
                  className="size-6 shrink-0 scale-75 accent-(--accent)"
                />
                <SpeakerChip speakers={speakers} id={id} />
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {hasTracks && <p className="text-xs text-muted">{t('ownTracks')}</p>}
    </>
  );
}

function ClassFilter({ filter, onChange }: Props) {
  const { t, i18n } = useTranslation('snippets');
  const schemas = useDocument((document) => document.classSchemas) ?? [];
  const cues = useDocument((document) => document.cues);
  const { class: chosen, ...rest } = filter;
  const choices = schemas.flatMap((schema) =>
    schema.labels.map((label) => ({
      value: `${schema.id}\n${label.id}`,
      label: schemas.length > 1 ? `${schema.name}: ${label.name}` : label.name,
      class: { schema: schema.id, label: label.id },
    })),
  );
  const characters = chosen === undefined ? [] : charactersOf(cues, chosen.schema, i18n.language);
  return (
    <>
      <Line label={t('class')}>
        {(id) => (
          <Select
            id={id}
            value={chosen === undefined ? ANY : `${chosen.schema}\n${chosen.label}`}
            onChange={(value) => {
              const choice = choices.find((each) => each.value === value);
              onChange(choice === undefined ? rest : { ...rest, class: choice.class });
            }}
            className="w-56"
            options={[{ value: ANY, label: t('anyClass') }, ...choices]}
          />
        )}
      </Line>
      {chosen !== undefined && characters.length > 0 && (
        <Line label={t('character')}>
          {(id) => (
            <Select
              id={id}
              value={chosen.character ?? ANY}
              onChange={(character) => {
                const { schema, label } = chosen;
                onChange({ ...rest, class: { schema, label, ...(character === ANY ? {} : { character }) } });
              }}
              className="w-56"
              options={[
                { value: ANY, label: t('anyCharacter') },
                ...characters.map((name) => ({ value: name, label: name })),
              ]}
            />
          )}
        </Line>
      )}
    </>
  );
}
