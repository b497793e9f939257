import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { spanText, timecode } from '../../../ui/time.ts';
import type { SnippetPreview } from './use-plan.ts';

/** More names than anybody reads here; they are made in the same way. */
const MOST_NAMES = 40;

/** How many snippets there will be, how long they are together, and the first names. */
export function PlanPreview({ plan }: { readonly plan: SnippetPreview }) {
  const { t, i18n } = useTranslation('snippets');
  const { snippets, lengthMs, beyond, problem, busy } = plan;
  const count = snippets.length;
  return (
    <div className="flex min-h-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="text-sm font-semibold">{t('preview')}</h3>
        <span role="status" className="tabular text-xs text-muted">
          {count > 0 && t('sum', { count, length: spanText(lengthMs, i18n.language) })}
        </span>
      </div>
      <div
        // Scrolls by key too.
        tabIndex={0}
        role="region"
        aria-label={t('preview')}
        aria-busy={busy}
        className="h-44 overflow-auto rounded-md border border-line bg-sunken p-2 text-xs"
      >
        {count === 0 && problem === undefined && <p className="text-muted">{t('nothing')}</p>}
        <ol>
          {snippets.slice(0, MOST_NAMES).map(({ file, startMs, endMs }) => (
            <li key={file} className="flex gap-2">
              <span className="min-w-0 flex-1 truncate font-mono" dir="auto" title={file}>
                {file}
              </span>
              <span className="tabular shrink-0 text-muted">{timecode(endMs - startMs, 1)}</span>
            </li>
          ))}
        </ol>
        {count > MOST_NAMES && <p className="text-muted">{t('more', { count: count - MOST_NAMES })}</p>}
      </div>
      {beyond > 0 && (
        <p className="flex gap-1.5 text-xs">
          <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-doubt" />
          {t('note_beyond-end', { count: beyond })}
        </p>
      )}
    </div>
  );
}
