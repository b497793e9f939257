import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { LanguageSelect } from './language-select.tsx';
import { languageName } from './names.ts';

const MOST = 20;
const NONE = 'detect';

/** With detection: the only languages that may be found. One alone is no choice, so it counts from two on. */
export function LanguageLock({
  value,
  onChange,
}: {
  readonly value: readonly string[];
  readonly onChange: (languages: readonly string[]) => void;
}) {
  const { t, i18n } = useTranslation('options');
  const nameOf = (code: string): string => languageName(code, i18n.language);
  return (
    <Field label={t('onlyLanguages')} help={value.length === 1 ? t('onlyLanguagesTwo') : t('onlyLanguagesHelp')}>
      {({ id }) => (
        <div className="flex flex-wrap gap-1">
          {value.map((code) => (
            <Button
              key={code}
              icon={X}
              aria-label={t('onlyLanguagesRemove', { language: nameOf(code) })}
              onClick={() => onChange(value.filter((one) => one !== code))}
            >
              {nameOf(code)}
            </Button>
          ))}
          {value.length < MOST && (
            <LanguageSelect
              id={id}
              value={NONE}
              first={value.length === 0 ? t('onlyLanguagesAny') : t('onlyLanguagesAdd')}
              without={value}
              onChange={(code) => {
                if (code !== NONE) onChange([...value, code]);
              }}
            />
          )}
        </div>
      )}
    </Field>
  );
}
