/** What part of the recording the timeline shows. Times in milliseconds of the recording, lengths in CSS pixels. */
export interface TimelineView {
  readonly startMs: number;
  readonly pxPerSecond: number;
  readonly widthPx: number;
  readonly lengthMs: number;
}

/** Nearest zoom: one sample of a 16 ms waveform is then about 32 pixels wide. */
const MOST_PX_PER_SECOND = 2000;
/** What is left and right of where a followed playhead must stay, as a share of the width. */
const SAFE_FROM = 0.02;
const SAFE_TO = 0.9;
/** Where the playhead comes to stand after the view turned a page, and after a jump. */
const PAGE_AT = 0.08;
const JUMP_AT = 0.3;
/** Playback moves less than this from frame to frame, even at three times the speed on a slow machine. */
const JUMP_MS = 1500;

/** A view of the whole recording. */
export function wholeView(lengthMs: number, widthPx: number): TimelineView {
  return clampView({ startMs: 0, pxPerSecond: 0, widthPx, lengthMs });
}

/** Milliseconds that fit into the view. */
export function visibleMs(view: TimelineView): number {
  return (view.widthPx / view.pxPerSecond) * 1000;
}

export function endMs(view: TimelineView): number {
  return view.startMs + visibleMs(view);
}

export function xOf(view: TimelineView, ms: number): number {
  return ((ms - view.startMs) / 1000) * view.pxPerSecond;
}

export function msAt(view: TimelineView, x: number): number {
  return view.startMs + (x / view.pxPerSecond) * 1000;
}

/** The zoom at which the whole recording is seen. */
export function leastPxPerSecond({ widthPx, lengthMs }: Pick<TimelineView, 'widthPx' | 'lengthMs'>): number {
  return Math.min(MOST_PX_PER_SECOND, Math.max(widthPx, 1) / Math.max(lengthMs / 1000, 0.001));
}

/** The nearest view that shows nothing outside the recording. */
export function clampView(view: TimelineView): TimelineView {
  const pxPerSecond = Math.min(MOST_PX_PER_SECOND, Math.max(leastPxPerSecond(view), view.pxPerSecond));
  const shownMs = (view.widthPx / pxPerSecond) * 1000;
  const startMs = Math.max(0, Math.min(view.startMs, view.lengthMs - shownMs));
  return { ...view, pxPerSecond, startMs };
}

/** Zooms by a factor; the moment under `x` stays there, unless an end of the recording is in the way. */
export function zoomAt(view: TimelineView, x: number, factor: number): TimelineView {
  const ms = msAt(view, x);
  const { pxPerSecond } = clampView({ ...view, pxPerSecond: view.pxPerSecond * factor });
  return clampView({ ...view, pxPerSecond, startMs: ms - (x / pxPerSecond) * 1000 });
}

export function panBy(view: TimelineView, px: number): TimelineView {
  return clampView({ ...view, startMs: view.startMs + (px / view.pxPerSecond) * 1000 });
}

/** The view with this moment in its middle. */
export function centredOn(view: TimelineView, ms: number): TimelineView {
  return clampView({ ...view, startMs: ms - visibleMs(view) / 2 });
}

/** Shows a stretch with as much again around it. */
export function showing(view: TimelineView, startMs: number, end: number): TimelineView {
  const lengthMs = Math.max(1, end - startMs);
  const pxPerSecond = view.widthPx / ((lengthMs * 2) / 1000);
  const zoomed = clampView({ ...view, pxPerSecond });
  return centredOn(zoomed, (startMs + end) / 2);
}

/** Another width; the moment at the left edge and the zoom stay. */
export function resized(view: TimelineView, widthPx: number): TimelineView {
  const isWhole = view.pxPerSecond <= leastPxPerSecond(view) * 1.0001;
  return clampView({ ...view, widthPx, ...(isWhole ? { pxPerSecond: 0 } : {}) });
}

/**
 * The view after the playhead moved. It stays until the playhead leaves the safe zone, then turns a page; a jump to
 * somewhere else is shown. When a user has scrolled away, playback does not pull the view back.
 */
export function followed(view: TimelineView, fromMs: number, toMs: number): TimelineView {
  const x = xOf(view, toMs);
  if (x >= view.widthPx * SAFE_FROM && x <= view.widthPx * SAFE_TO) return view;
  const isJump = toMs < fromMs || toMs - fromMs > JUMP_MS;
  const isSeen = x >= 0 && x <= view.widthPx;
  if (isJump) return isSeen ? view : clampView({ ...view, startMs: toMs - visibleMs(view) * JUMP_AT });
  const before = xOf(view, fromMs);
  if (before < 0 || before > view.widthPx || x < view.widthPx * SAFE_TO) return view;
  return clampView({ ...view, startMs: toMs - visibleMs(view) * PAGE_AT });
}
