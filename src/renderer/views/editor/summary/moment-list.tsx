import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../../core/document/notes/summary.ts';
import { timecode } from '../../../ui/time.ts';
import { useGoTo } from '../text/use-go-to.ts';

/** Moments worth going to; a press goes there. */
export function MomentList({ highlights }: Pick<Summary, 'highlights'>) {
  const { t } = useTranslation('summary');
  const goTo = useGoTo();
  const title = useId();
  if (highlights.length === 0) return undefined;
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className="mb-1 text-sm font-semibold">
        {t('highlights')}
      </h3>
      <ul className="-mx-1 flex flex-col">
        {highlights.map(({ startMs, text }, at) => (
          <li key={`${startMs} ${at}`}>
            <button
              type="button"
              title={t('goTo', { time: timecode(startMs, 0) })}
              onClick={() => goTo(startMs)}
              className="flex min-h-7 w-full items-baseline gap-2 rounded-sm px-1 py-1 text-left text-sm hover:bg-hover"
            >
              <span className="tabular min-w-11 shrink-0 text-xs text-accent">{timecode(startMs, 0)}</span>
              <span dir="auto" className="min-w-0 flex-1 break-words">
                {text}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
