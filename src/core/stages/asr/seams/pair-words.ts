import type { AsrWord } from '../../../ports/asr-engine.ts';

/** Two windows' words at a seam, in time order: heard by both, or by one alone. */
export interface SeamStep {
  readonly left: number | undefined;
  readonly right: number | undefined;
}

/** Times of one word in two windows differ by no more than this, or by that where words were only spread over speech. */
const TIMED_MS = 400;
const SPREAD_MS = 2000;
/** A word heard by one side only. */
const ALONE = 1;
/** A word that both hear at the same time, but not as the same. */
const OTHER_WORD = 1.2;
/** Grows with the square of the distance; at its limit two words alone are as good. */
const DISTANCE = 2;

const BOTH = 1;
const LEFT = 2;
const RIGHT = 3;

/**
 * Aligns the words of two windows that heard the same seconds: fewest edits over the words without case and punctuation,
 * near in time rather than far, never further apart than one word can be. The distance counts in full, so that of the same
 * word said three times the right two are paired.
 */
export function pairWords(left: readonly AsrWord[], right: readonly AsrWord[]): SeamStep[] {
  const spread = [...left, ...right].some((word) => word.timing === 'interpolated');
  const limitMs = spread ? SPREAD_MS : TIMED_MS;
  const [said, heard] = [left.map(plain), right.map(plain)];
  const columns = right.length + 1;
  const cost = new Float64Array((left.length + 1) * columns);
  const move = new Uint8Array(cost.length);
  for (let i = 0; i <= left.length; i++) {
    for (let j = 0; j <= right.length; j++) {
      if (i === 0 && j === 0) continue;
      const cell = i * columns + j;
      let best = Infinity;
      if (i > 0 && j > 0) {
        const distance = apartMs(left[i - 1], right[j - 1]) / limitMs;
        const words = said[i - 1] === heard[j - 1] ? 0 : OTHER_WORD;
        if (distance < 1) {
          best = cost[cell - columns - 1] + words + DISTANCE * distance * distance;
          move[cell] = BOTH;
        }
      }
      if (i > 0 && cost[cell - columns] + ALONE < best) {
        best = cost[cell - columns] + ALONE;
        move[cell] = LEFT;
      }
      if (j > 0 && cost[cell - 1] + ALONE < best) {
        best = cost[cell - 1] + ALONE;
        move[cell] = RIGHT;
      }
      cost[cell] = best;
    }
  }
  const steps: SeamStep[] = [];
  for (let i = left.length, j = right.length; i > 0 || j > 0;) {
    const step = move[i * columns + j];
    const takesLeft = step !== RIGHT;
    const takesRight = step !== LEFT;
    if (takesLeft) i--;
    if (takesRight) j--;
    steps.push({ left: takesLeft ? i : undefined, right: takesRight ? j : undefined });
  }
  return steps.reverse();
}

/** How far two words are apart: by start or end, since a word at a window's edge is often stretched over the pause beside it. */
function apartMs(a: AsrWord, b: AsrWord): number {
  return Math.min(Math.abs(a.startMs - b.startMs), Math.abs(a.endMs - b.endMs));
}

/** The middle of a word in milliseconds. */
export function middleMs(word: AsrWord): number {
  return (word.startMs + word.endMs) / 2;
}

function plain(word: AsrWord): string {
  const letters = word.text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return letters === '' ? word.text : letters;
}
