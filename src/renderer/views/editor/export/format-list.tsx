import { useTranslation } from 'react-i18next';
import type { FormatId } from './export-choice.ts';

/** Text that says what a format keeps. */
const KEEPS = {
  srt: 'keep_srt',
  vtt: 'keep_vtt',
  json: 'keep_json',
  rttm: 'keep_rttm',
  txt: 'keep_txt',
  chapters: 'keep_chapters',
  'activity-json': 'keep_activity_json',
  'activity-csv': 'keep_activity_csv',
} as const satisfies Readonly<Record<FormatId, string>>;

/** The formats: a box for each that is written, a button for the one that is shown. */
export function FormatList({
  offered,
  formats,
  shown,
  onShow,
  onFormats,
}: {
  readonly offered: readonly FormatId[];
  readonly formats: readonly FormatId[];
  readonly shown: FormatId;
  readonly onShow: (format: FormatId) => void;
  readonly onFormats: (formats: FormatId[]) => void;
}) {
  const { t } = useTranslation('exporting');
  return (
    <fieldset>
      <legend className="text-sm font-semibold">{t('formats')}</legend>
      <p className="mb-1 text-xs text-muted">{t('formatsHelp')}</p>
      <ul className="flex flex-col gap-0.5">
        {offered.map((format) => {
          const label = t(`name_${format}`);
          return (
            <li
              key={format}
              className={`flex items-center gap-2 rounded-md pl-2 ${format === shown ? 'bg-selected' : ''}`}
            >
              <input
                type="checkbox"
                aria-label={t('include', { format: label })}
                checked={formats.includes(format)}
                onChange={(event) =>
                  onFormats(offered.filter((each) => (each === format ? event.target.checked : formats.includes(each))))
                }
                className="size-6 shrink-0 scale-75 accent-(--accent)"
              />
              <button
                type="button"
                aria-pressed={format === shown}
                onClick={() => onShow(format)}
                className="min-w-0 flex-1 rounded-md px-1 py-1 text-left hover:bg-hover"
              >
                <span className="block text-sm font-medium">{label}</span>
                <span className="block text-xs text-muted">{t(KEEPS[format])}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
