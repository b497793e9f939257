import { useTranslation } from 'react-i18next';
import { FORMAT_IDS } from '../../../core/formats/codec.ts';

/** Which files are written; at least one. */
export function FormatChoice({
  value,
  onChange,
}: {
  readonly value: readonly string[];
  readonly onChange: (formats: string[]) => void;
}) {
  const { t } = useTranslation('home');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{t('formats')}</legend>
      <div className="flex flex-wrap gap-1">
        {FORMAT_IDS.map((format) => {
          const chosen = value.includes(format);
          return (
            <button
              key={format}
              type="button"
              aria-pressed={chosen}
              onClick={() => {
                const next = chosen ? value.filter((id) => id !== format) : [...value, format];
                if (next.length > 0) onChange(FORMAT_IDS.filter((id) => next.includes(id)));
              }}
              className={`h-6 rounded-sm border px-1.5 text-xs ${chosen ? 'border-accent bg-selected' : 'border-line text-muted hover:bg-hover'}`}
            >
              {format}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
