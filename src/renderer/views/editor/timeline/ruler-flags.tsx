import { Bookmark as BookmarkIcon, Flag, type LucideIcon } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bookmark, Chapter } from '../../../../core/document/types.ts';
import { Hint } from '../../../ui/hint.tsx';
import { timecode } from '../../../ui/time.ts';
import { useDocument } from '../session-context.tsx';
import { useGoTo } from '../text/use-go-to.ts';
import { painter } from './frames.ts';
import { timeline } from './timeline-store.ts';
import { xOf } from './timeline-view.ts';

const NO_BOOKMARKS: readonly Bookmark[] = [];
const NO_CHAPTERS: readonly Chapter[] = [];
/** Half of the room that a flag takes, pixels. */
const HALF_PX = 12;

/** Bookmarks as flags along the ruler; a click goes there. */
export function BookmarkFlags() {
  const { t } = useTranslation('cues');
  const bookmarks = useDocument((document) => document.bookmarks) ?? NO_BOOKMARKS;
  const flags = useMemo(
    () => bookmarks.map(({ timeMs, note = '' }) => ({ timeMs, text: note === '' ? t('flag_bookmark') : note })),
    [bookmarks, t],
  );
  return <Flags flags={flags} icon={BookmarkIcon} look="text-accent" />;
}

/** Where chapters begin. The panel of the summary lists them for the keyboard, so that it need not walk through them here. */
export function ChapterFlags() {
  const { t } = useTranslation('summary');
  const chapters = useDocument((document) => document.chapters) ?? NO_CHAPTERS;
  const flags = useMemo(
    () => chapters.map(({ startMs, title }) => ({ timeMs: startMs, text: t('flag', { title }) })),
    [chapters, t],
  );
  return <Flags flags={flags} icon={Flag} look="text-muted" skipped />;
}

/** Flags are moved with the view, not drawn again. */
function Flags({
  flags,
  icon: Icon,
  look,
  skipped = false,
}: {
  readonly flags: readonly { readonly timeMs: number; readonly text: string }[];
  readonly icon: LucideIcon;
  readonly look: string;
  /** The Tab key does not stop there. */
  readonly skipped?: boolean;
}) {
  const goTo = useGoTo();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const place = (): void => {
      const { view } = timeline.getState();
      for (const [at, element] of [...(list.current?.children ?? [])].entries()) {
        const ms = flags[at]?.timeMs;
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
  }, [flags]);
  return (
    <ul ref={list} className="pointer-events-none absolute inset-0 overflow-hidden">
      {flags.map(({ timeMs, text }, at) => {
        const label = `${timecode(timeMs, 1)} ${text}`;
        return (
          <li key={`${timeMs} ${at}`} className="absolute inset-y-0 left-0 w-6">
            <Hint text={label}>
              <button
                type="button"
                aria-label={label}
                {...(skipped && { tabIndex: -1 })}
                className={`pointer-events-auto flex size-6 items-center justify-center hover:text-ink ${look}`}
                // The ruler would take it for a place of its own.
                onPointerDown={(event) => event.stopPropagation()}
                onClick={() => goTo(timeMs)}
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
