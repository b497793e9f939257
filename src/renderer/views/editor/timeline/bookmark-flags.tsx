import { Bookmark as Icon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bookmark } from '../../../../core/document/types.ts';
import { transport } from '../../../state/playback.ts';
import { Hint } from '../../../ui/hint.tsx';
import { timecode } from '../../../ui/time.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { selectCueAt } from '../text/cue-steps.ts';
import { painter } from './frames.ts';
import { timeline } from './timeline-store.ts';
import { xOf } from './timeline-view.ts';

const NONE: readonly Bookmark[] = [];
/** Half of the room that a flag takes, pixels. */
const HALF_PX = 12;

/** Bookmarks as flags along the ruler; a click goes there. They are moved with the view, not drawn again. */
export function BookmarkFlags() {
  const { t } = useTranslation('cues');
  const session = useSession();
  const bookmarks = useDocument((document) => document.bookmarks) ?? NONE;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const place = (): void => {
      const { view } = timeline.getState();
      for (const [at, element] of [...(list.current?.children ?? [])].entries()) {
        const ms = bookmarks[at]?.timeMs;
        if (ms === undefined || !(element instanceof HTMLElement)) continue;
        const x = xOf(view, ms);
        element.hidden = x < -HALF_PX || x > view.widthPx + HALF_PX;
        element.style.transform = `translateX(${Math.round(x) - HALF_PX}px)`;
      }
    };
    place();
    const paint = painter(place);
    const stop = timeline.subscribe(() => paint.request());
    return () => {
      stop();
      paint.stop();
    };
  }, [bookmarks]);
  return (
    <ul ref={list} className="pointer-events-none absolute inset-0 overflow-hidden">
      {bookmarks.map(({ timeMs, note = '' }, at) => {
        const label = `${timecode(timeMs, 1)} ${note === '' ? t('flag_bookmark') : note}`;
        return (
          <li key={`${timeMs} ${at}`} className="absolute inset-y-0 left-0 w-6">
            <Hint text={label}>
              <button
                type="button"
                aria-label={label}
                className="pointer-events-auto flex size-6 items-center justify-center text-accent hover:text-ink"
                // The ruler would take it for a place of its own.
                onPointerDown={(event) => event.stopPropagation()}
                onClick={() => {
                  selectCueAt(session.document.cues, timeMs);
                  transport()?.seek(timeMs);
                }}
              >
                <Icon size={14} aria-hidden className="fill-current" />
              </button>
            </Hint>
          </li>
        );
      })}
    </ul>
  );
}
