import { store } from '../../../state/store.ts';
import { clampView, resized, type TimelineView, wholeView } from './timeline-view.ts';

/** What the timeline shows and how. Its layers draw from this, without React. */
export interface TimelineState {
  readonly view: TimelineView;
  readonly follow: boolean;
  readonly spectrogram: boolean;
}

/** Seconds that are seen when a recording is opened. */
const FIRST_SECONDS = 30;

export const timeline = store<TimelineState>({ view: wholeView(1, 1), follow: true, spectrogram: false });

export function setView(change: (view: TimelineView) => TimelineView): void {
  const { view } = timeline.getState();
  const next = change(view);
  if (next !== view) timeline.setState({ view: next });
}

/** Starts anew with a recording of this length. */
export function openView(lengthMs: number): void {
  setView(({ widthPx }) =>
    clampView({ startMs: 0, pxPerSecond: widthPx / FIRST_SECONDS, widthPx, lengthMs: Math.max(1, lengthMs) }),
  );
}

/** The room for the timeline has this width now. The first time, the zoom is chosen. */
export function setWidth(widthPx: number): void {
  setView((view) => {
    if (widthPx <= 1 || widthPx === view.widthPx) return view;
    if (view.widthPx > 1) return resized(view, widthPx);
    return clampView({ ...view, widthPx, pxPerSecond: widthPx / FIRST_SECONDS });
  });
}
