import { useTranslation } from 'react-i18next';
import { modelBytes } from '../../../../core/models/choose.ts';
import type { Recogniser } from '../../../state/recognisers.ts';
import { useRecogniserNames } from '../../../state/recognisers.ts';
import { languageName, sizeText } from '../../home/names.ts';
import { useDocument } from '../session-context.tsx';
import { languagesOf } from './model-choices.ts';

/** The models to choose from, with what a choice depends on. Arrow keys go from one to the next. */
export function ModelList({
  choices,
  all,
  wrote,
  value,
  onChange,
}: {
  readonly choices: readonly Recogniser[];
  /** Those too that do not know the language. */
  readonly all: readonly Recogniser[];
  readonly wrote: ReadonlySet<string>;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const { t, i18n } = useTranslation('writers');
  const nameOf = useRecogniserNames();
  const speedText = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{t('choose')}</legend>
      {choices.map(({ model, speed }) => {
        const { id } = model.manifest;
        const facts = [
          sizeText(modelBytes(model), i18n.language),
          speed === undefined ? t('notMeasured') : t('timesRealTime', { speed: speedText.format(speed) }),
        ];
        return (
          <label
            key={id}
            className="flex min-h-12 items-center gap-3 rounded-md border border-line px-3 py-1.5 has-checked:border-accent has-checked:bg-selected"
          >
            <input
              type="radio"
              name="other-model"
              value={id}
              checked={id === value}
              {...(id === value ? { 'data-first-focus': true } : {})}
              onChange={() => onChange(id)}
              className="accent-accent"
            />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{nameOf(id)}</span>
              <span className="tabular block text-xs text-muted">{facts.join(' · ')}</span>
            </span>
            {wrote.has(id) && (
              <span className="rounded-sm bg-sunken px-1.5 py-0.5 text-xs text-muted">{t('wroteThis')}</span>
            )}
          </label>
        );
      })}
      <OtherLanguages count={countOthers(all, choices)} />
    </fieldset>
  );
}

/** How many real models are left out because of the language. */
export function OtherLanguages({ count }: { readonly count: number }) {
  const { t, i18n } = useTranslation('writers');
  const language = useDocument((document) => document.language);
  const languages = useDocument((document) => document.languages);
  const wanted = languagesOf({ ...(language && { language }), ...(languages && { languages }) });
  if (count === 0 || wanted.length === 0) return undefined;
  const names = new Intl.ListFormat(i18n.language).format(wanted.map((code) => languageName(code, i18n.language)));
  return <p className="mt-1 text-xs text-muted">{t('otherLanguages', { count, languages: names })}</p>;
}

export function countOthers(all: readonly Recogniser[], choices: readonly Recogniser[]): number {
  return all.filter((one) => !one.model.manifest.fixture && !choices.includes(one)).length;
}
