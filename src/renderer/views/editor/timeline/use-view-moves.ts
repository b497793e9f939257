import { type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../commands/use-command.ts';
import { transport } from '../../../state/playback.ts';
import { selection } from '../../../state/selection.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useSession } from '../session-context.tsx';
import { selectedTurn, cueById } from './selected-turn.ts';
import { setView, timeline } from './timeline-store.ts';
import { panBy, showing, xOf, zoomAt } from './timeline-view.ts';

const ZOOM_STEP = 1.5;
/** Zoom for each pixel a wheel or two fingers turn; a notch of a wheel is about 100. */
const ZOOM_PER_PX = 0.0025;
const PINCH_PER_PX = 0.01;

/** Zooms around the playhead where it is seen, else around the middle. */
function zoomByKey(factor: number): void {
  setView((view) => {
    const x = xOf(view, transport()?.nowMs() ?? 0);
    return zoomAt(view, x >= 0 && x <= view.widthPx ? x : view.widthPx / 2, factor);
  });
}

/** The commands `view.*` of the timeline. */
export function useViewCommands(): void {
  const session = useSession();
  const { t } = useTranslation('timeline');
  useCommands({
    'view.zoomIn': () => zoomByKey(ZOOM_STEP),
    'view.zoomOut': () => zoomByKey(1 / ZOOM_STEP),
    'view.zoomCue': () => {
      const { document } = session;
      const selected = selection.getState();
      const cue = cueById(document.cues, selected.cueId ?? '');
      const span = selected.range ?? cue ?? selectedTurn(document, selected);
      if (span !== undefined) setView((view) => showing(view, span.startMs, span.endMs));
    },
    'view.follow': () => {
      timeline.setState(({ follow }) => ({ follow: !follow }));
      announce(t(timeline.getState().follow ? 'followOn' : 'followOff'), true);
    },
    'view.spectrogram': () => timeline.setState(({ spectrogram }) => ({ spectrogram: !spectrogram })),
  });
}

/** Wheel, pinch and the middle button over the timeline. `x` counts from the left edge of `area`. */
export function useViewPointer(area: RefObject<HTMLElement | null>, gutterPx: number): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const xIn = (event: MouseEvent): number => event.clientX - element.getBoundingClientRect().left - gutterPx;
    const onWheel = (event: WheelEvent): void => {
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
      if (event.ctrlKey || event.altKey || event.metaKey) {
        // Pinching two fingers comes as small turns with Ctrl.
        const rate = event.ctrlKey && Math.abs(dy) < 20 ? PINCH_PER_PX : ZOOM_PER_PX;
        const turn = dy === 0 ? dx : dy;
        setView((view) => zoomAt(view, Math.max(0, xIn(event)), Math.exp(-turn * rate)));
      } else if (event.shiftKey || Math.abs(dx) > Math.abs(dy) || !scrollsDown(event.target)) {
        setView((view) => panBy(view, Math.abs(dx) > Math.abs(dy) ? dx : dy));
      } else return;
      event.preventDefault();
    };
    let heldX: number | undefined;
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 1) return;
      event.preventDefault();
      heldX = event.clientX;
      element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent): void => {
      if (heldX === undefined) return;
      const moved = heldX - event.clientX;
      heldX = event.clientX;
      setView((view) => panBy(view, moved));
    };
    const onUp = (): void => {
      heldX = undefined;
    };
    const { signal, abort } = controller();
    element.addEventListener('wheel', onWheel, { passive: false, signal });
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointercancel', onUp, { signal });
    return abort;
  }, [area, gutterPx]);
}

function controller(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const made = new AbortController();
  return { signal: made.signal, abort: () => made.abort() };
}

/** Whether a wheel turned down here scrolls many lanes instead of the time. */
function scrollsDown(target: EventTarget | null): boolean {
  const box = target instanceof Element ? target.closest('[data-lane-scroll]') : null;
  return box !== null && box.scrollHeight > box.clientHeight + 1;
}
