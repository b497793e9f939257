import { maximumAssignment } from '../../math/assignment.ts';
import { type Assignment, UNASSIGNED, marginOf } from './assign.ts';
import type { Cosines } from './cosines.ts';
import { type EmbeddingSet, LOCAL_SPEAKERS, type WindowActivity } from './evidence.ts';

/**
 * Gives the local speakers of every window centroids of their own, so that the sum of similarities is largest: no two share
 * one, and when there are too few the least similar ones get none (-1). Local speakers without an embedding take no part,
 * which is what a score below all others would come to.
 */
export function assignOneToOne(set: EmbeddingSet, { columns, data }: Cosines, activity: WindowActivity): Assignment {
  const labels = new Int32Array(activity.windowCount * LOCAL_SPEAKERS).fill(UNASSIGNED);
  const margins = new Float32Array(labels.length);
  const similarity = new Float64Array(LOCAL_SPEAKERS * columns);
  let start = 0;
  while (start < set.count) {
    let end = start + 1;
    while (end < set.count && set.window[end] === set.window[start]) end += 1;
    similarity.set(data.subarray(start * columns, end * columns));
    const first = set.window[start] * LOCAL_SPEAKERS;
    chooseApart(similarity, end - start, columns).forEach((column, r) => {
      if (column < 0) return;
      const at = first + set.local[start + r];
      labels[at] = column;
      margins[at] = marginOf(similarity, r * columns, columns, column);
    });
    start = end;
  }
  return { labels, margins };
}

/** The best column of each row where those differ, which is nearly always; else the best choice of different ones. */
function chooseApart(similarity: Float64Array, rows: number, columns: number): number[] {
  const best: number[] = [];
  for (let r = 0; r < rows; r += 1) {
    const column = bestColumn(similarity, r * columns, columns);
    if (best.includes(column)) return maximumAssignment(asRows(similarity, rows, columns));
    best.push(column);
  }
  return best;
}

function bestColumn(similarity: Float64Array, offset: number, columns: number): number {
  let best = -1;
  let highest = -Infinity;
  for (let k = 0; k < columns; k += 1) {
    if (similarity[offset + k] <= highest) continue;
    best = k;
    highest = similarity[offset + k]!;
  }
  return best;
}

function asRows(similarity: Float64Array, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, r) => [...similarity.subarray(r * columns, (r + 1) * columns)]);
}
