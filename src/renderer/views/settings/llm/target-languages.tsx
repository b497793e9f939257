import { X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { languageName, languageOptions } from '../languages.ts';

const MOST = 10;
const NONE = 'none';

/** Languages to translate to; any number of them. */
export function TargetLanguages({
  id,
  value,
  onChange,
  disabled = false,
}: {
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  readonly value: readonly string[];
  readonly onChange: (languages: readonly string[]) => void;
  readonly disabled?: boolean;
}) {
  const { t, i18n } = useTranslation('llms');
  const options = useMemo(
    () => languageOptions(i18n.language).filter((one) => !value.includes(one.value)),
    [i18n.language, value],
  );
  const first = value.length === 0 ? t('targets_none') : t('targets_add');
  return (
    <div className="flex flex-wrap gap-1">
      {value.map((code) => {
        const language = languageName(code, i18n.language);
        return (
          <Button
            key={code}
            icon={X}
            disabled={disabled}
            aria-label={t('targets_remove', { language })}
            onClick={() => onChange(value.filter((one) => one !== code))}
          >
            {language}
          </Button>
        );
      })}
      {value.length < MOST && (
        <Select
          {...(id === undefined ? {} : { id })}
          value={NONE}
          disabled={disabled}
          className="min-w-40"
          onChange={(code) => code !== NONE && onChange([...value, code])}
          options={[{ value: NONE, label: first }, ...options]}
        />
      )}
    </div>
  );
}
