import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import { timecode } from '../../../ui/time.ts';
import { doubtText } from '../review/describe.ts';
import { useDocument } from '../session-context.tsx';

const ROW_PX = 44;

/** All doubts, strongest first. Long lists draw only what is seen. */
export function DoubtList({
  doubts,
  current,
  onChoose,
}: {
  readonly doubts: readonly Doubt[];
  readonly current: string | undefined;
  readonly onChoose: (doubt: Doubt) => void;
}) {
  const { t, i18n } = useTranslation('review');
  const speakers = useDocument((document) => document.speakers);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: doubts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <ol aria-label={t('doubtsList')} className="relative" style={{ height: `${rows.getTotalSize()}px` }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const doubt = doubts[index];
          if (doubt === undefined) return undefined;
          return (
            <li key={doubt.id} className="absolute inset-x-0" style={{ top: `${start}px`, height: `${ROW_PX}px` }}>
              <button
                type="button"
                aria-current={doubt.id === current}
                onClick={() => onChoose(doubt)}
                className="flex h-full w-full items-center gap-2 border-b border-line px-3 text-left text-sm hover:bg-hover aria-[current=true]:bg-selected"
              >
                <span className="tabular w-14 shrink-0 text-xs text-muted">{timecode(doubt.startMs, 0)}</span>
                <span className="line-clamp-2 min-w-0 flex-1 text-xs">
                  {doubtText(t, doubt, speakers, i18n.language)}
                </span>
                <span aria-hidden className="h-1.5 w-8 shrink-0 overflow-hidden rounded-full bg-sunken">
                  <span className="block h-full bg-doubt" style={{ width: `${Math.round(doubt.score * 100)}%` }} />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
