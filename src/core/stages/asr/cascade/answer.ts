import type { AsrWindow, AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';

/** What a recogniser answered for one window: a result, or why it is none. */
export type WindowAnswer =
  | { readonly window: AsrWindow; readonly result: AsrWindowResult }
  | { readonly window: AsrWindow; readonly result?: never; readonly reason: string; readonly gaveUp: boolean };

/** Words may stick out of their window by so much; they are pulled in later. */
const TOLERANCE_MS = 1000;

/**
 * Checks an answer against the windows it is for. `undefined` when it cannot be told which result belongs to which window;
 * otherwise one answer for each window, in order. A window whose words have impossible times or no text counts as failed.
 * May throw anything for what is no list of results at all.
 */
export function checkAnswer(
  windows: readonly AsrWindow[],
  results: readonly AsrWindowResult[],
): readonly WindowAnswer[] | undefined {
  if (results.length !== windows.length) return undefined;
  if (windows.some((window, i) => results[i]?.index !== window.index)) return undefined;
  return windows.map((window, i) => {
    const result = results[i];
    const failed = result.drops.find((drop) => drop.reason === 'decode-failed');
    if (failed !== undefined) return { window, reason: failed.detail ?? 'no reason was given', gaveUp: true };
    const wrong = result.words.find((word) => !isPossible(word, window));
    if (wrong === undefined && typeof result.text === 'string') return { window, result };
    const times = wrong === undefined ? '' : ` (${String(wrong.startMs)} to ${String(wrong.endMs)} ms)`;
    return { window, reason: `its answer makes no sense${times}`, gaveUp: false };
  });
}

function isPossible({ startMs, endMs, text, confidence }: AsrWord, window: AsrWindow): boolean {
  return (
    typeof text === 'string' &&
    Number.isFinite(startMs) &&
    Number.isFinite(endMs) &&
    !Number.isNaN(confidence) &&
    endMs >= window.startMs - TOLERANCE_MS &&
    startMs <= window.endMs + TOLERANCE_MS
  );
}
