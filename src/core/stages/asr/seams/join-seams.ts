import type { AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import { overlapMs, type Span } from '../../../timeline/span.ts';
import { fitWords } from '../merge-words.ts';
import type { PlannedWindow } from '../windows.ts';
import { middleMs, pairWords, type SeamStep } from './pair-words.ts';

/** Windows and their results, one for one. */
export interface JoinedWindows {
  readonly windows: readonly PlannedWindow[];
  readonly results: readonly AsrWindowResult[];
}

/**
 * Windows that overlap become windows that touch: of the seconds that two of them heard, words before a point near the middle
 * are the earlier one's and words after it the later one's, and a word at that point, which both heard whole, is written
 * once. Windows and speech end where the words change hands, so that speech is accounted for once. Expects time order;
 * windows that do not overlap stay as they are.
 */
export function joinSeams(windows: readonly PlannedWindow[], results: readonly AsrWindowResult[]): JoinedWindows {
  const joined = { windows: [...windows], results: [...results] };
  for (let at = 1; at < windows.length; at++) {
    const [earlier, later] = [joined.windows[at - 1], joined.windows[at]];
    const [before, after] = [joined.results[at - 1], joined.results[at]];
    if (before === undefined || after === undefined || earlier.endMs <= later.startMs) continue;
    const seam = { startMs: later.startMs, endMs: earlier.endMs };
    const { left, right, atMs } = shareWords(before.words, after.words, seam);
    const fitted = fitWords([...left, ...right], { startMs: earlier.startMs, endMs: later.endMs });
    joined.windows[at - 1] = { ...earlier, endMs: atMs, speech: clipped(earlier.speech, 0, atMs) };
    joined.windows[at] = { ...later, startMs: atMs, speech: clipped(later.speech, atMs, Infinity) };
    joined.results[at - 1] = withWords(before, fitted.slice(0, left.length));
    joined.results[at] = withWords(after, fitted.slice(left.length));
  }
  return joined;
}

/** Which words each window keeps, and the millisecond at which they change hands, inside the seam. */
function shareWords(before: readonly AsrWord[], after: readonly AsrWord[], seam: Span) {
  const from = firstIndex(before, (word) => word.endMs > seam.startMs);
  const to = firstIndex(after, (word) => word.startMs >= seam.endMs);
  const [mine, theirs] = [before.slice(from), after.slice(0, to)];
  const middle = (seam.startMs + seam.endMs) / 2;
  const steps = pairWords(mine, theirs);
  const wordsOf = ({ left, right }: SeamStep): readonly (AsrWord | undefined)[] => [
    left === undefined ? undefined : mine[left],
    right === undefined ? undefined : theirs[right],
  ];
  // A window hears its own edge badly, so each counts in its half, also where it heard nothing. Near the middle both hear
  // well: there a word that the other missed is kept. A window without any words, as after a failure, counts nowhere.
  const missed = (word: AsrWord | undefined, others: readonly AsrWord[]): AsrWord | undefined =>
    word !== undefined &&
    Math.abs(middleMs(word) - middle) < (seam.endMs - seam.startMs) / 4 &&
    others.every((other) => overlapMs(word, other) === 0)
      ? word
      : undefined;
  const inHalf = firstIndex(steps, (step) => timeOf(wordsOf(step)) >= middle);
  const turn = mine.length === 0 ? 0 : theirs.length === 0 ? steps.length : inHalf;
  const kept = steps.map((step, index) => {
    const [heardLeft, heardRight] = wordsOf(step);
    return index < turn ? (heardLeft ?? missed(heardRight, mine)) : (heardRight ?? missed(heardLeft, theirs));
  });
  const keptLeft = kept.slice(0, turn).filter((word) => word !== undefined);
  const keptRight = kept.slice(turn).filter((word) => word !== undefined);
  const left = [...before.slice(0, from), ...keptLeft];
  const right = [...keptRight, ...after.slice(to)];
  const lastMs = Math.min(seam.endMs, left.at(-1)?.endMs ?? seam.startMs);
  const nextMs = Math.max(seam.startMs, right[0]?.startMs ?? seam.endMs);
  const atMs = Math.round(Math.max(seam.startMs, Math.min((lastMs + nextMs) / 2, seam.endMs)));
  return { left, right, atMs };
}

/** When a step was said: the mean of those who heard it. */
function timeOf(words: readonly (AsrWord | undefined)[]): number {
  const heard = words.filter((word) => word !== undefined);
  return heard.reduce((sum, word) => sum + middleMs(word), 0) / heard.length;
}

function withWords(result: AsrWindowResult, words: readonly AsrWord[]): AsrWindowResult {
  if (words.length === result.words.length) return { ...result, words };
  const text = words.map((word) => `${word.spaceBefore === false ? '' : ' '}${word.text}`).join('');
  return { ...result, words, text: text.trim() };
}

function clipped(spans: readonly Span[], fromMs: number, toMs: number): Span[] {
  return spans
    .map(({ startMs, endMs }) => ({ startMs: Math.max(startMs, fromMs), endMs: Math.min(endMs, toMs) }))
    .filter((span) => span.endMs > span.startMs);
}

/** Index of the first item that fits, or the number of items. */
function firstIndex<T>(items: readonly T[], fits: (item: T) => boolean): number {
  const index = items.findIndex(fits);
  return index < 0 ? items.length : index;
}
