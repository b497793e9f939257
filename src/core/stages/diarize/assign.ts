import { LOCAL_SPEAKERS, type EmbeddingSet } from './evidence.ts';
import { type Rows, dot, normalisedRows } from './vectors.ts';

/** Label of a local speaker that has no embedding. */
export const UNASSIGNED = -1;

/**
 * Gives every local speaker that has an embedding the most similar centroid (cosine). Two local speakers of one window never
 * share a centroid when there are enough centroids: the pairing with the highest sum of similarities wins. With fewer
 * centroids than voices in a window each takes its nearest. `rows` are all embeddings, normalised; result: one label
 * per (window, local speaker), row-major, -1 where there is no embedding.
 */
export function assignSpeakers(set: EmbeddingSet, rows: Rows, centroids: Rows, windowCount: number): Int32Array {
  const labels = new Int32Array(windowCount * LOCAL_SPEAKERS).fill(UNASSIGNED);
  const means = normalisedRows(centroids, [...Array(centroids.count).keys()]);
  const similarity = new Float64Array(LOCAL_SPEAKERS * means.count);
  let start = 0;
  while (start < set.count) {
    let end = start + 1;
    while (end < set.count && set.window[end] === set.window[start]) end += 1;
    for (let i = start; i < end; i += 1) {
      for (let k = 0; k < means.count; k += 1) similarity[(i - start) * means.count + k] = dot(rows, i, means, k);
    }
    const chosen = pairUp(similarity, end - start, means.count);
    for (let i = start; i < end; i += 1) labels[set.window[i]! * LOCAL_SPEAKERS + set.local[i]!] = chosen[i - start]!;
    start = end;
  }
  return labels;
}

/** Best column of each of `rows` rows (at most 3), all different when there are enough columns. */
export function pairUp(similarity: Float64Array, rows: number, columns: number): number[] {
  // With r rows some best pairing uses only the r best columns of every row, so few pairings need a look.
  const options = Array.from({ length: rows }, (_, r) => bestColumns(similarity, r * columns, columns, rows));
  if (rows > columns) return options.map((columnsOfRow) => columnsOfRow[0]!);
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
    for (const column of options[row]!) {
      if (!chosen.includes(column)) visit([...chosen, column], sum + similarity[row * columns + column]!);
    }
  };
  visit([], 0);
  return best;
}

function bestColumns(similarity: Float64Array, offset: number, columns: number, wanted: number): number[] {
  const order = Array.from({ length: columns }, (_, k) => k);
  order.sort((a, b) => similarity[offset + b]! - similarity[offset + a]! || a - b);
  return order.slice(0, wanted);
}
