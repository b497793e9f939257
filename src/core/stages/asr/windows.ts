import { bySpan, type Span } from '../../timeline/span.ts';

/**
 * A stretch of audio to decode in one go; `speech` lies inside, sorted and disjoint. Windows overlap only where speech had
 * to be cut: there both hear the words at the cut, and `joinSeams` writes each once.
 */
export interface PlannedWindow extends Span {
  readonly index: number;
  readonly speech: readonly Span[];
}

/** Speech scores to cut by: byte i (0..255) is the frame that starts at `startMs + i * frameMs`. */
export interface SpeechScores {
  readonly values: Uint8Array;
  readonly frameMs: number;
  readonly startMs: number;
}

export interface WindowSettings {
  /** Longest window; the engine's limit. */
  readonly maxMs: number;
  /** Neighbours further apart than this start a new window: a model hears pauses worse than it hears speech. */
  readonly maxGapMs: number;
  /** Silence kept around a window where neighbours leave room. */
  readonly padMs: number;
  /** What two windows share where one span of speech is cut; at most a quarter of a window. */
  readonly overlapMs: number;
  /** First and last millisecond that exist. */
  readonly bounds: Span;
}

/** Speech that goes into one window, and what of its neighbours that window hears as well. */
interface Piece extends Span {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/**
 * Cut and merge (WhisperX, Bain et al. 2023): spans longer than a window are cut at their lowest speech score in the
 * second half, neighbours are merged up to the limit, with the real audio between them. Every millisecond of
 * `spans` is in exactly one window's `speech`, but for the overlap at cuts, which is in two. Times are integer media
 * milliseconds.
 */
export function planWindows(
  spans: readonly Span[],
  scores: SpeechScores | undefined,
  settings: WindowSettings,
): PlannedWindow[] {
  const pieces = disjoint(spans, settings.bounds).flatMap((span) => cutLong(span, scores, settings));
  const groups: Piece[][] = [];
  for (let from = 0; from < pieces.length;) {
    const to = windowEnd(pieces, from, settings);
    groups.push(pieces.slice(from, to));
    from = to;
  }
  return padded(groups, settings);
}

/**
 * Where the window that starts with piece `from` ends (exclusive): all that fits when a long pause or the end follows,
 * otherwise the longest pause in its second half, so that phrases stay whole.
 */
function windowEnd(pieces: readonly Piece[], from: number, { maxMs, maxGapMs }: WindowSettings): number {
  const startMs = (pieces[from]?.startMs ?? 0) - (pieces[from]?.beforeMs ?? 0);
  const endMs = (index: number) => (pieces[index]?.endMs ?? 0) + (pieces[index]?.afterMs ?? 0);
  const pauseBefore = (index: number) => (pieces[index]?.startMs ?? 0) - (pieces[index - 1]?.endMs ?? 0);
  let to = from + 1;
  while (to < pieces.length && pauseBefore(to) <= maxGapMs && endMs(to) - startMs <= maxMs) to++;
  if (to === pieces.length || pauseBefore(to) > maxGapMs) return to;
  let best = to;
  for (let index = to; index > from && (pieces[index - 1]?.endMs ?? 0) - startMs >= maxMs / 2; index--) {
    if (pauseBefore(index) > pauseBefore(best)) best = index;
  }
  return best;
}

/** Each span of a window as a window of its own (same padding rule), numbered from 0. */
export function splitWindow(window: PlannedWindow, settings: WindowSettings): PlannedWindow[] {
  return padded(
    window.speech.map((span) => [{ ...span, beforeMs: 0, afterMs: 0 }]),
    { ...settings, bounds: window },
  );
}

function disjoint(spans: readonly Span[], bounds: Span): Span[] {
  const result: Span[] = [];
  let fromMs = bounds.startMs;
  for (const span of [...spans].sort(bySpan)) {
    const startMs = Math.max(span.startMs, fromMs);
    const endMs = Math.min(span.endMs, bounds.endMs);
    if (endMs <= startMs) continue;
    result.push({ startMs, endMs });
    fromMs = endMs;
  }
  return result;
}

function cutLong(span: Span, scores: SpeechScores | undefined, { maxMs, overlapMs }: WindowSettings): Piece[] {
  const afterMs = Math.floor(Math.min(overlapMs, maxMs / 4) / 2);
  const pieces: Piece[] = [];
  let { startMs } = span;
  let beforeMs = 0;
  while (span.endMs - startMs + beforeMs > maxMs) {
    const cutMs = quietestMs(scores, startMs + Math.ceil(maxMs / 2), startMs + maxMs - beforeMs - afterMs);
    pieces.push({ startMs, endMs: cutMs, beforeMs, afterMs });
    startMs = cutMs;
    beforeMs = afterMs;
  }
  return [...pieces, { startMs, endMs: span.endMs, beforeMs, afterMs: 0 }];
}

/** The middle of the lowest-scored frame wholly inside `[fromMs, toMs]`, the latest among equals; else `toMs`. */
function quietestMs(scores: SpeechScores | undefined, fromMs: number, toMs: number): number {
  if (scores === undefined) return toMs;
  const { values, frameMs, startMs } = scores;
  let best: number | undefined;
  const last = Math.min(values.length, Math.floor((toMs - startMs) / frameMs)) - 1;
  for (let frame = Math.max(0, Math.ceil((fromMs - startMs) / frameMs)); frame <= last; frame++) {
    if (best === undefined || (values[frame] ?? 0) <= (values[best] ?? 0)) best = frame;
  }
  return best === undefined ? toMs : startMs + best * frameMs + Math.floor(frameMs / 2);
}

function padded(groups: readonly (readonly Piece[])[], settings: WindowSettings): PlannedWindow[] {
  const { maxMs, padMs, bounds } = settings;
  const cores = groups.map((pieces) => {
    const speech = pieces.map(({ startMs, endMs, beforeMs, afterMs }) => ({
      startMs: startMs - beforeMs,
      endMs: endMs + afterMs,
    }));
    return { speech, startMs: speech[0]?.startMs ?? 0, endMs: speech.at(-1)?.endMs ?? 0 };
  });
  return cores.map(({ speech, startMs, endMs }, index) => {
    const before = cores[index - 1]?.endMs ?? 2 * bounds.startMs - startMs;
    const after = cores[index + 1]?.startMs ?? 2 * bounds.endMs - endMs;
    const room = Math.floor((maxMs - (endMs - startMs)) / 2);
    const left = Math.min(padMs, room, Math.max(0, (startMs - before) >> 1));
    const right = Math.min(padMs, room, Math.max(0, (after - endMs) >> 1));
    return { index, startMs: startMs - left, endMs: endMs + right, speech };
  });
}
