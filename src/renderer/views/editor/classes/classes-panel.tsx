import { Plus, Tags, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassSchema } from '../../../../core/document/notes/class-schema.ts';
import { runCommand } from '../../../commands/command-table.ts';
import { useStored } from '../../../state/store.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Select } from '../../../ui/field.tsx';
import { useDocument, useLocked } from '../session-context.tsx';
import { openNoteDialog } from '../translation/translation-dialogs.ts';
import { charactersOf } from './characters.ts';
import { LabelNumber } from './class-badge.tsx';
import { classFilter, NO_CLASS, SHOW_ALL } from './class-filter.ts';
import { SortSection } from './sort-section.tsx';
import { useClassEdits } from './use-class-edits.ts';

const NONE: readonly ClassSchema[] = [];
/** Stands for every character in the choice; no character has it as its name. */
const ANY = ' ';

/** What the cues are sorted by: the labels with their counts, which of them the list shows, and setting them by hand. */
export function ClassesPanel() {
  const { t } = useTranslation('classes');
  const readOnly = useLocked();
  const schemas = useDocument((document) => document.classSchemas) ?? NONE;
  const chosen = useStored(classFilter, (filter) => filter.schema);
  const schema = schemas.find(({ id }) => id === chosen) ?? schemas[0];
  const add = (
    <Button icon={Plus} disabled={readOnly} onClick={() => openNoteDialog('add-schema')}>
      {t('add')}
    </Button>
  );
  if (schema === undefined) return <Empty icon={Tags} title={t('none')} text={t('noneText')} action={add} />;
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex items-center gap-1">
        <Select
          label={t('schema')}
          className="min-w-0 flex-1"
          value={schema.id}
          onChange={(id) => classFilter.setState({ ...SHOW_ALL, schema: id }, true)}
          options={schemas.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <IconButton icon={Plus} label={t('add')} disabled={readOnly} onClick={() => openNoteDialog('add-schema')} />
        <RemoveSchema schema={schema} disabled={readOnly} />
      </div>
      <p className="text-xs text-muted">{schema.question}</p>
      <Legend schema={schema} />
      <SortSection schema={schema.id} />
      <Button icon={Tags} disabled={readOnly} onClick={() => runCommand('class.assign')}>
        {t('assign')}
      </Button>
    </div>
  );
}

/** The labels: number, name, how many cues; checked ones are shown in the list. */
function Legend({ schema }: { readonly schema: ClassSchema }) {
  const { t, i18n } = useTranslation('classes');
  const cues = useDocument((document) => document.cues);
  const filter = useStored(classFilter, (state) => state);
  const { counts, characters } = useMemo(() => {
    const found = new Map<string, number>();
    for (const cue of cues) {
      const label = cue.classes?.[schema.id]?.label ?? NO_CLASS;
      found.set(label, (found.get(label) ?? 0) + 1);
    }
    return { counts: found, characters: charactersOf(cues, schema.id, i18n.language) };
  }, [cues, schema.id, i18n.language]);
  const isOurs = filter.schema === schema.id;
  const labels = isOurs ? filter.labels : SHOW_ALL.labels;
  const toggle = (label: string, on: boolean): void => {
    const next = new Set(labels);
    if (on) next.add(label);
    else next.delete(label);
    const { character } = isOurs ? filter : SHOW_ALL;
    classFilter.setState({ schema: schema.id, labels: next, character }, true);
  };
  const rows = [
    ...schema.labels.map(({ id, name, meaning }, place) => ({ id, name, meaning, place })),
    { id: NO_CLASS, name: t('noClass'), meaning: undefined, place: -1 },
  ];
  return (
    <>
      <ul aria-label={t('legend')} className="flex flex-col">
        {rows.map(({ id, name, meaning, place }) => (
          <li key={id}>
            <label title={meaning} className="flex min-h-7 items-center gap-2 rounded-sm px-1 text-sm hover:bg-hover">
              <input
                type="checkbox"
                className="accent-(--accent)"
                checked={labels.has(id)}
                aria-label={t('showOnly', { label: name })}
                onChange={(event) => toggle(id, event.target.checked)}
              />
              {place >= 0 && <LabelNumber place={place} />}
              <span className={`min-w-0 flex-1 truncate ${place < 0 ? 'text-muted italic' : ''}`}>{name}</span>
              <span className="tabular text-xs text-muted">{counts.get(id) ?? 0}</span>
            </label>
          </li>
        ))}
      </ul>
      {characters.length > 0 && (
        <Select
          label={t('character')}
          value={(isOurs ? filter.character : undefined) ?? ANY}
          onChange={(name) =>
            classFilter.setState({ schema: schema.id, labels, character: name === ANY ? undefined : name }, true)
          }
          options={[
            { value: ANY, label: t('anyCharacter') },
            ...characters.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
    </>
  );
}

function RemoveSchema({ schema, disabled }: { readonly schema: ClassSchema; readonly disabled: boolean }) {
  const { t } = useTranslation(['classes', 'app']);
  const edits = useClassEdits();
  const [asking, setAsking] = useState(false);
  const { name } = schema;
  return (
    <>
      <IconButton
        icon={Trash2}
        label={t('classes:remove', { name })}
        disabled={disabled}
        onClick={() => setAsking(true)}
      />
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('classes:removeTitle', { name })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('app:cancel')}</Button>
            <Button
              tone="danger"
              onClick={() => {
                setAsking(false);
                edits.removeSchema(schema);
              }}
            >
              {t('classes:removeDo')}
            </Button>
          </>
        }
      >
        <p className="text-sm">{t('classes:removeText')}</p>
      </Dialog>
    </>
  );
}
