import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../../contract/contract.ts';
import type { Answer } from '../../../client/use-answer.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorBox } from '../../../ui/error-box.tsx';
import { useLossText } from '../../../ui/use-loss-text.ts';
import { type FormatId, headOf } from './export-choice.ts';

/** More lines than anybody reads here; the rest is in the file. */
const MOST_LINES = 40;

/** What would be written, and what of the document would not be in it. */
export function ExportPreview({
  format,
  preview,
  onAgain,
}: {
  readonly format: FormatId;
  readonly preview: Answer<CallOutput<'documents.export'>>;
  readonly onAgain: () => void;
}) {
  const { t, i18n } = useTranslation(['exporting', 'app']);
  const label = t(`exporting:name_${format}`);
  const { value, error, busy } = preview;
  const { head, count } = headOf(value?.text ?? '', MOST_LINES);
  const lossText = useLossText();
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={onAgain}>{t('app:retry')}</Button>} />}
      <section aria-label={t('lossTitle', { format: label })} aria-busy={busy} className="text-sm">
        <h3 className="font-semibold">{t('lossTitle', { format: label })}</h3>
        {value?.losses.length === 0 && (
          <p className="flex items-center gap-1.5 text-good">
            <CircleCheck size={16} aria-hidden />
            {t('lossNone')}
          </p>
        )}
        <ul>
          {value?.losses.map((loss) => (
            <li key={loss.code} {...(i18n.language === 'en' ? { title: loss.message } : {})} className="flex gap-1.5">
              <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-doubt" />
              {lossText(loss)}
            </li>
          ))}
        </ul>
      </section>
      <div className="flex min-h-0 flex-1 flex-col">
        <div className="flex items-baseline justify-between gap-2">
          <h3 className="text-sm font-semibold">{t('preview')}</h3>
          <span role="status" className="text-xs text-muted">
            {busy ? t('preparing') : t('previewLines', { count })}
          </span>
        </div>
        <pre
          // Scrolls by key too.
          tabIndex={0}
          aria-label={t('preview')}
          role="region"
          className="max-h-[50dvh] min-h-48 flex-1 overflow-auto rounded-md border border-line bg-sunken p-2 font-mono text-xs"
        >
          {head}
          {count > MOST_LINES ? '\n…' : ''}
        </pre>
      </div>
    </div>
  );
}
