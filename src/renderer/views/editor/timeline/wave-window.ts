import { type TimelineView, visibleMs } from './timeline-view.ts';

/** The stretch of a waveform that is drawn at once, wider than the view so that panning only moves it. */
export interface WaveWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly pxPerSecond: number;
}

/** Widths of the view that are drawn on each side of it. */
const AROUND = 0.75;

/** The window to draw for a view. */
export function windowFor(view: TimelineView): WaveWindow {
  const shownMs = visibleMs(view);
  const fromMs = Math.max(0, view.startMs - shownMs * AROUND);
  const toMs = Math.min(Math.max(view.lengthMs, 1), view.startMs + shownMs * (1 + AROUND));
  return { fromMs, toMs, pxPerSecond: view.pxPerSecond };
}

/** Whether a window that is drawn does for a view: it covers it, at the same zoom. */
export function suits(window: WaveWindow, view: TimelineView): boolean {
  const slackMs = 2000 / view.pxPerSecond;
  return (
    window.pxPerSecond === view.pxPerSecond &&
    window.fromMs <= view.startMs + slackMs &&
    window.toMs >= Math.min(view.lengthMs, view.startMs + visibleMs(view)) - slackMs
  );
}

/** The coarsest zoom of the stored waveform that still has a bin for each pixel; the finest when none has. */
export function levelFor(
  levels: readonly { readonly samplesPerBin: number }[],
  sampleRate: number,
  pxPerSecond: number,
): number {
  let best = 0;
  levels.forEach(({ samplesPerBin }, level) => {
    if (samplesPerBin / sampleRate <= 1 / pxPerSecond) best = level;
  });
  return best;
}
