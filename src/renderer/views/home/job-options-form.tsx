import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RULE_PROFILES } from '../../../core/cues/profiles.ts';
import { SETTINGS } from '../../../core/settings/schema.ts';
import { QUALITIES } from '../../../shared/quality.ts';
import { filledChoices, type JobChoices, problemOf } from '../../state/job-options.ts';
import { newJobs, setChoices } from '../../state/new-jobs.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Field, Select } from '../../ui/field.tsx';
import { CountInput } from './count-input.tsx';
import { FormatChoice } from './format-choice.tsx';
import { LanguageSelect } from './language-select.tsx';
import { TranslateField } from './translate-field.tsx';
import { MoreOptions } from './more-options.tsx';
import { useSetAside } from './use-set-aside.ts';

/** How the new jobs are to be worked on: the common choices, the rest folded away. */
export function JobOptionsForm() {
  const { t } = useTranslation('home');
  const choices = useStored(newJobs, (state) => state.choices);
  const setAside = useSetAside();
  return (
    <OptionsFields
      choices={choices}
      onChange={setChoices}
      hasWeb={useStored(newJobs, ({ batches }) => batches.some(({ kind }) => kind === 'address'))}
      onLeave={setAside}
      moreLabel={t('moreOptions')}
    />
  );
}

/** The same fields for jobs that are there already. */
export function OptionsFields({
  choices,
  onChange,
  hasWeb,
  onLeave,
  isThere = false,
  moreLabel,
}: {
  readonly choices: JobChoices;
  readonly onChange: (change: Partial<JobChoices>) => void;
  readonly hasWeb: boolean;
  /** The user goes to another place, to set something up. */
  readonly onLeave: () => void;
  /** Jobs that have options already. */
  readonly isThere?: boolean;
  readonly moreLabel: string;
}) {
  const { t } = useTranslation(['home', 'options']);
  const [more, setMore] = useState(false);
  const settings = useStored(settingsStore, ({ values }) => values);
  const quality = choices.quality ?? settings?.defaultQuality ?? SETTINGS.defaultQuality.default;
  const profile = choices.profile ?? settings?.defaultProfile ?? SETTINGS.defaultProfile.default;
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        <Field label={t('language')}>
          {({ id }) => (
            <LanguageSelect
              id={id}
              value={choices.language ?? settings?.defaultLanguage ?? 'detect'}
              onChange={(language) => onChange({ language })}
            />
          )}
        </Field>
        <Field label={t('options:quality')} help={t(`options:quality_${quality}_help`)}>
          {(ids) => (
            <Select
              {...ids}
              value={quality}
              onChange={(value) => onChange({ quality: value })}
              options={QUALITIES.map((value) => ({ value, label: t(`options:quality_${value}`) }))}
            />
          )}
        </Field>
        <SpeakersField choices={choices} onChange={onChange} />
        <Field label={t('profile')} help={t('profileHelp')}>
          {({ id }) => (
            <Select
              id={id}
              value={profile}
              onChange={(value) => onChange({ profile: value })}
              options={RULE_PROFILES.map(({ id: value, name }) => ({ value, label: name }))}
            />
          )}
        </Field>
        <Field label={t('channels')} help={t(`channels_${choices.channels}_help`)}>
          {({ id }) => (
            <Select
              id={id}
              value={choices.channels}
              onChange={(channels) => onChange({ channels })}
              options={(['auto', 'mix', 'split', 'tracks'] as const).map((value) => ({
                value,
                label: t(`channels_${value}`),
              }))}
            />
          )}
        </Field>
        <FormatChoice
          value={choices.formats ?? settings?.defaultFormats ?? SETTINGS.defaultFormats.default}
          onChange={(formats) => onChange({ formats })}
        />
        <TranslateField choices={choices} onChange={onChange} onLeave={onLeave} isThere={isThere} />
      </div>
      <button
        type="button"
        aria-expanded={more}
        onClick={() => setMore(!more)}
        className="flex h-(--control) items-center gap-1 self-start rounded-md text-sm text-muted hover:text-ink"
      >
        <ChevronRight size={16} aria-hidden className={more ? 'rotate-90' : ''} />
        {moreLabel}
      </button>
      {more && <MoreOptions choices={choices} onChange={onChange} hasWeb={hasWeb} />}
    </div>
  );
}

function SpeakersField({
  choices,
  onChange,
}: {
  readonly choices: JobChoices;
  readonly onChange: (change: Partial<JobChoices>) => void;
}) {
  const { t } = useTranslation('home');
  const settings = useStored(settingsStore, ({ values }) => values);
  const { speakers, exactly, atLeast, atMost } = filledChoices(choices, settings);
  const wrong = problemOf(choices) === 'order';
  return (
    <Field label={t('speakers')} help={wrong ? t('speakersOrder') : undefined}>
      {({ id }) => (
        <div className="flex items-center gap-2">
          <Select
            id={id}
            className="min-w-0 flex-1"
            value={speakers}
            onChange={(value) => onChange({ exactly, speakers: value })}
            options={(['auto', 'exactly', 'between', 'none'] as const).map((value) => ({
              value,
              label: t(`speakers_${value}`),
            }))}
          />
          {speakers === 'exactly' && (
            <CountInput
              label={t('speakersCount')}
              value={exactly}
              onChange={(value) => onChange({ exactly: value })}
              min={1}
              max={50}
            />
          )}
          {speakers === 'between' && (
            <>
              <CountInput
                label={t('speakersAtLeast')}
                value={atLeast}
                onChange={(value) => onChange({ atLeast: value })}
                min={1}
                max={50}
              />
              –
              <CountInput
                label={t('speakersAtMost')}
                value={atMost}
                onChange={(value) => onChange({ atMost: value })}
                min={1}
                max={50}
              />
            </>
          )}
        </div>
      )}
    </Field>
  );
}
