import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../contract/contract.ts';
import type { RecogniserChoice } from '../../../contract/model-calls.ts';
import { SETTINGS, type Settings } from '../../../core/settings/schema.ts';
import { QUALITIES, type Quality } from '../../../shared/quality.ts';
import type { Answer } from '../../client/use-answer.ts';
import { settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { ChoiceSentence } from '../home/choice-sentence.tsx';
import { LanguageSelect } from '../home/language-select.tsx';

/** What is tried on the page; the settings hold where nothing is chosen. */
export interface ChosenWish {
  readonly language?: string;
  readonly quality?: Quality;
}

const DETECT = 'detect';

/** The wish as a question to the engine. */
export function wishedChoice(wish: ChosenWish, settings: Settings | undefined): CallInput<'models.choose'> {
  const language = wish.language ?? settings?.defaultLanguage ?? DETECT;
  return {
    preset: settings?.defaultPreset,
    language: language === DETECT ? undefined : language,
    quality: wish.quality ?? settings?.defaultQuality,
    performance: settings?.performance,
    device: settings?.device,
  };
}

/** Which recogniser would be used for a language and a wish, and why. */
export function ChosenModel({
  wish,
  onChange,
  choice: { value, error, busy },
}: {
  readonly wish: ChosenWish;
  readonly onChange: (change: ChosenWish) => void;
  readonly choice: Answer<RecogniserChoice>;
}) {
  const { t } = useTranslation('models');
  const home = useTranslation(['home', 'options']);
  const settings = useStored(settingsStore, ({ values }) => values);
  const quality = wish.quality ?? settings?.defaultQuality ?? SETTINGS.defaultQuality.default;
  return (
    <section>
      <h2 className="text-base font-semibold">{t('chosenTitle')}</h2>
      <p className="mb-2 text-muted">{t('chosenText')}</p>
      <div className="flex flex-wrap gap-4">
        <Field label={home.t('home:language')}>
          {({ id }) => (
            <LanguageSelect
              id={id}
              value={wish.language ?? settings?.defaultLanguage ?? DETECT}
              onChange={(language) => onChange({ language })}
            />
          )}
        </Field>
        <Field label={home.t('options:quality')}>
          {({ id }) => (
            <Select
              id={id}
              value={quality}
              onChange={(next) => onChange({ quality: next })}
              options={QUALITIES.map((name) => ({ value: name, label: home.t(`options:quality_${name}`) }))}
            />
          )}
        </Field>
      </div>
      <div aria-busy={busy} aria-live="polite" className="mt-3 rounded-md bg-sunken px-3 py-2 text-sm">
        {error !== undefined && <ErrorBox error={error} />}
        {error === undefined && value === undefined && <p className="text-muted">{home.t('home:usedLooking')}</p>}
        {error === undefined && value !== undefined && <ChoiceSentence choice={value} none={t('chosenNone')} />}
      </div>
    </section>
  );
}
