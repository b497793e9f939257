import { useTranslation } from 'react-i18next';
import { WORD_TIMES } from '../../../core/pipeline/options.ts';
import { PERFORMANCE_PROFILES } from '../../../shared/performance.ts';
import type { JobChoices } from '../../state/job-options.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { Field, Select } from '../../ui/field.tsx';
import { CountInput } from './count-input.tsx';
import { LanguageLock } from './language-lock.tsx';

const LIMIT = 'limit';
const FIRST_LIMIT_SECONDS = 300;
const MOST_MINUTES = 1440;

/** How speech becomes words, beyond which model writes them: fields of a grid. */
export function RecognitionOptions({
  choices,
  onChange,
}: {
  readonly choices: JobChoices;
  readonly onChange: (change: Partial<JobChoices>) => void;
}) {
  const { t } = useTranslation('options');
  const settings = useStored(settingsStore, ({ values }) => values);
  const performance = choices.performance ?? settings?.performance ?? 'auto';
  const { redecode, wordTimes } = choices;
  const detects = (choices.language ?? settings?.defaultLanguage ?? 'detect') === 'detect';
  return (
    <>
      <Field label={t('performance')} help={t('performanceHelp')}>
        {(ids) => (
          <Select
            {...ids}
            value={performance}
            onChange={(value) => onChange({ performance: value })}
            options={PERFORMANCE_PROFILES.map((value) => ({ value, label: t(`performance_${value}`) }))}
          />
        )}
      </Field>
      {detects && (
        <LanguageLock value={choices.languages} onChange={(languages) => onChange({ languages: [...languages] })} />
      )}
      <Field label={t('wordTimes')} help={t('wordTimesHelp')}>
        {(ids) => (
          <Select
            {...ids}
            value={wordTimes}
            onChange={(value) => onChange({ wordTimes: value })}
            options={WORD_TIMES.map((value) => ({ value, label: t(`wordTimes_${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('redecode')} help={t('redecodeHelp')}>
        {(ids) => (
          <div className="flex items-center gap-2">
            <Select
              {...ids}
              className="min-w-0 flex-1"
              value={typeof redecode === 'number' ? LIMIT : redecode}
              onChange={(value) => onChange({ redecode: value === LIMIT ? FIRST_LIMIT_SECONDS : value })}
              options={(['auto', LIMIT, 'off'] as const).map((value) => ({ value, label: t(`redecode_${value}`) }))}
            />
            {typeof redecode === 'number' && (
              <CountInput
                label={t('redecodeMinutes')}
                value={Math.max(1, Math.round(redecode / 60))}
                onChange={(minutes) => onChange({ redecode: minutes * 60 })}
                min={1}
                max={MOST_MINUTES}
              />
            )}
          </div>
        )}
      </Field>
    </>
  );
}
