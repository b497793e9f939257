import type { Cosines } from './cosines.ts';
import { type EmbeddingSet, LOCAL_SPEAKERS, type WindowActivity } from './evidence.ts';

/** Label of a local speaker that has no embedding. */
export const UNASSIGNED = -1;

/** Frames two local speakers must talk at the same time (0.1 s) to be two people for certain. */
const MIN_SHARED_FRAMES = 6;
/** Outweighs any sum of three cosines, so clashes are avoided first and similarity decides the rest. */
const CLASH = 10;
/** Outweighs clashes: what a user said about a voice is never given up. */
const FIXED = 100;

/** Speakers of all local speakers, [windows, local speakers] row-major. */
export interface Assignment {
  readonly labels: Int32Array;
  /** Cosine similarity to the speaker's centroid less that to the next one's; 0 without another speaker. */
  readonly margins: Float32Array;
}

/**
 * Gives every local speaker that has an embedding the speaker with the most similar centroid. Local speakers of a window that talk
 * at the same time are different people and do not share a centroid when that can be avoided: the choice with the highest
 * sum of similarities wins. Local speakers that only take turns may share one, since the segmentation model sometimes
 * splits a voice. Returns one label per (window, local speaker), row-major, -1 where
 * there is no embedding. `fixed[i]` is the label row i must get, or -1.
 */
export function assignSpeakers(
  set: EmbeddingSet,
  { columns, data }: Cosines,
  activity: WindowActivity,
  fixed?: Int32Array,
  clashes: Uint8Array = talkingPairs(activity),
): Assignment {
  const labels = new Int32Array(activity.windowCount * LOCAL_SPEAKERS).fill(UNASSIGNED);
  const margins = new Float32Array(labels.length);
  const similarity = new Float64Array(LOCAL_SPEAKERS * columns);
  let start = 0;
  while (start < set.count) {
    const window = set.window[start];
    let end = start + 1;
    while (end < set.count && set.window[end] === window) end += 1;
    similarity.set(data.subarray(start * columns, end * columns));
    const chosen: number[] = [];
    for (let i = start; i < end; i += 1) {
      const offset = (i - start) * columns;
      const must = fixed?.[i] ?? -1;
      if (must >= 0) similarity[offset + must] += FIXED;
      chosen.push(bestColumn(similarity, offset, columns));
    }
    const pairs = clashes[window];
    const clash = (a: number, b: number): boolean =>
      (pairs & pairBit(set.local[start + a], set.local[start + b])) !== 0;
    // Only who clashes needs more than the best column of each row.
    const isOpen = chosen.some((column, a) => chosen.some((other, b) => b < a && other === column && clash(b, a)));
    const final = isOpen ? chooseColumns(similarity, end - start, columns, clash) : chosen;
    for (let i = start; i < end; i += 1) {
      const column = final[i - start];
      const at = window * LOCAL_SPEAKERS + set.local[i];
      labels[at] = column;
      margins[at] = marginOf(similarity, (i - start) * columns, columns, column);
    }
    start = end;
  }
  return { labels, margins };
}

/** For each window which pairs of local speakers talk at the same time: bits 1 (0 and 1), 2 (0 and 2), 4 (1 and 2). */
export function talkingPairs({ windowCount, framesPerWindow, masks }: WindowActivity): Uint8Array {
  const pairs = new Uint8Array(windowCount);
  const shared = new Uint32Array(3);
  for (let w = 0; w < windowCount; w += 1) {
    shared.fill(0);
    for (let at = w * framesPerWindow, end = at + framesPerWindow; at < end; at += 1) {
      const mask = masks[at];
      if ((mask & 0b011) === 0b011) shared[0] += 1;
      if ((mask & 0b101) === 0b101) shared[1] += 1;
      if ((mask & 0b110) === 0b110) shared[2] += 1;
    }
    for (let pair = 0; pair < 3; pair += 1) if (shared[pair] >= MIN_SHARED_FRAMES) pairs[w] |= 1 << pair;
  }
  return pairs;
}

/** The bit of a pair of local speakers in `talkingPairs`. */
function pairBit(a: number, b: number): number {
  return 1 << (a + b - 1);
}

function bestColumn(similarity: Float64Array, offset: number, columns: number): number {
  let best = 0;
  for (let k = 1; k < columns; k += 1) if (similarity[offset + k] > similarity[offset + best]) best = k;
  return best;
}

/** How much better the chosen column is than the best other one; 0 when it is the only one. */
export function marginOf(similarity: ArrayLike<number>, offset: number, columns: number, chosen: number): number {
  let other = -Infinity;
  for (let k = 0; k < columns; k += 1) if (k !== chosen) other = Math.max(other, similarity[offset + k]);
  return other === -Infinity ? 0 : similarity[offset + chosen] - other;
}

/**
 * One column for each of `rows` rows (at most 3) with the highest sum of `similarity` [rows, columns]; rows for which
 * `clash` is true take the same column only when there are too few.
 */
export function chooseColumns(
  similarity: Float64Array,
  rows: number,
  columns: number,
  clash: (a: number, b: number) => boolean,
): number[] {
  // Some best choice uses only the r best columns of each of r rows, so few combinations need a look.
  const options = Array.from({ length: rows }, (_, r) => bestColumns(similarity, r * columns, columns, rows));
  const clashes = options.map((_, a) => options.map((__, b) => b < a && clash(b, a)));
  let best: number[] = [];
  let bestSum = -Infinity;
  const visit = (chosen: readonly number[], sum: number): void => {
    const row = chosen.length;
    if (row === rows) {
      if (sum > bestSum) {
        best = [...chosen];
        bestSum = sum;
      }
      return;
    }
    for (const column of options[row]) {
      const shared = chosen.filter((taken, other) => taken === column && clashes[row][other]).length;
      visit([...chosen, column], sum + similarity[row * columns + column] - CLASH * shared);
    }
  };
  visit([], 0);
  return best;
}

function bestColumns(similarity: Float64Array, offset: number, columns: number, wanted: number): number[] {
  const order = Array.from({ length: columns }, (_, k) => k);
  order.sort((a, b) => similarity[offset + b] - similarity[offset + a] || a - b);
  return order.slice(0, wanted);
}
