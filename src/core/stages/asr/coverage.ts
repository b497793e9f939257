import type { AsrWindowResult } from '../../ports/asr-engine.ts';
import { bySpan, coveredMs, overlapMs, subtractSpans, type Span } from '../../timeline/span.ts';
import type { DroppedSpeech } from '../../timeline/types.ts';
import type { Alert } from '../../../shared/alert.ts';
import type { PlannedWindow } from './windows.ts';

/**
 * Speech this close to a word counts as written. Covers pads, soft word ends and the pauses inside a span, and is shorter
 * than what a lost phrase leaves behind.
 */
export const NEAR_MS = 500;

/** A quarter of the recording's usual text per second of speech, or less, looks like lost text. */
const SPARSE_SHARE = 0.25;
/** Lost speech worth telling: more than this share (a warning), or more than this long (for information). */
const ALERT_SHARE = 0.1;
const ALERT_MS = 1000;
/** Windows with less speech are too short to judge. */
const JUDGED_SPEECH_MS = 1000;

/** Speech of a window that is neither near one of its words nor dropped with a reason. */
export function uncoveredSpeech(window: PlannedWindow, result: AsrWindowResult): Span[] {
  const written = result.words.map((word) => ({ startMs: word.startMs - NEAR_MS, endMs: word.endMs + NEAR_MS }));
  return subtractSpans(window.speech, [...written, ...result.drops]);
}

/**
 * The coverage invariant of DESIGN 3: every millisecond of detected speech is within `NEAR_MS` of a word of its window or
 * in the returned list with a reason. The engine's own reasons come first; the rest is `empty-decode`. Sorted, disjoint.
 */
export function droppedSpeech(
  windows: readonly PlannedWindow[],
  results: readonly AsrWindowResult[],
  channel?: number,
): DroppedSpeech[] {
  const tag = channel === undefined ? {} : { channel };
  return windows.flatMap((window, index) => {
    const result = results[index];
    if (result === undefined)
      return window.speech.map((span) => ({ ...span, reason: 'decode-failed' as const, ...tag }));
    const dropped: DroppedSpeech[] = [];
    for (const { startMs, endMs, reason, detail } of result.drops) {
      const quiet = subtractSpans([{ startMs, endMs }], window.speech);
      for (const span of subtractSpans(subtractSpans([{ startMs, endMs }], quiet), dropped)) {
        dropped.push({ ...span, reason, ...(detail === undefined ? {} : { detail }), ...tag });
      }
    }
    for (const span of uncoveredSpeech(window, result)) dropped.push({ ...span, reason: 'empty-decode', ...tag });
    return dropped.sort(bySpan);
  });
}

/** Every speech span as dropped: what a run without a speech recogniser reports. */
export function dropsWithoutAsr(spans: readonly Span[], channel?: number): DroppedSpeech[] {
  return spans.map(({ startMs, endMs }) => ({
    startMs,
    endMs,
    reason: 'no-asr-model',
    ...(channel === undefined ? {} : { channel }),
  }));
}

/** One alert that sums up speech without words, or `undefined` when it is under a second and under a tenth of all. */
export function coverageAlert(
  windows: readonly PlannedWindow[],
  dropped: readonly DroppedSpeech[],
  channel?: number,
): Alert | undefined {
  const speechMs = windows.reduce((sum, window) => sum + coveredMs(window.speech), 0);
  const lostMs = coveredMs(dropped);
  const much = lostMs > speechMs * ALERT_SHARE;
  if (!much && lostMs < ALERT_MS) return undefined;
  const byReason = new Map<string, number>();
  for (const span of dropped) {
    byReason.set(span.reason, (byReason.get(span.reason) ?? 0) + span.endMs - span.startMs);
  }
  const parts = [...byReason]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([reason, ms]) => `${reason} ${seconds(ms)}`);
  return {
    code: 'speech-without-text',
    severity: much ? 'warning' : 'info',
    stage: 'asr',
    message: `${seconds(lostMs)} of ${seconds(speechMs)} of detected speech has no text (${parts.join(', ')}).`,
    values: { lostSeconds: lostMs / 1000, speechSeconds: speechMs / 1000 },
    startMs: dropped[0]?.startMs ?? 0,
    endMs: dropped.at(-1)?.endMs ?? 0,
    ...(channel === undefined ? {} : { channel }),
  };
}

/**
 * Indices of windows worth a second try span by span: several spans, at least a second of speech, and no text at all or
 * far less per second of speech than the recording's median. Windows that failed outright are not among them.
 */
export function sparseWindows(windows: readonly PlannedWindow[], results: readonly AsrWindowResult[]): number[] {
  const density = windows.map((window, index) => {
    const speechMs = coveredMs(window.speech);
    const letters = (results[index]?.words ?? []).reduce((sum, word) => sum + word.text.length, 0);
    return speechMs < JUDGED_SPEECH_MS ? undefined : letters / speechMs;
  });
  const limit = SPARSE_SHARE * median(density.filter((value) => value !== undefined));
  return windows.flatMap((window, index) => {
    const value = density[index];
    const failed = results[index]?.drops.some((drop) => drop.reason === 'decode-failed') ?? true;
    const suspicious = value !== undefined && (value === 0 || value < limit);
    return suspicious && !failed && window.speech.length > 1 ? [index] : [];
  });
}

/** Whether a second result leaves less speech without words (words count, reasons do not). */
export function coversMore(window: PlannedWindow, second: AsrWindowResult, first: AsrWindowResult): boolean {
  const written = (result: AsrWindowResult) =>
    window.speech.reduce((sum, span) => sum + result.words.reduce((ms, word) => ms + overlapMs(word, span), 0), 0);
  return written(second) > written(first);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
