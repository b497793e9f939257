import { maximumAssignment } from '../../math/assignment.ts';
import { type Assignment, UNASSIGNED, marginOf } from './assign.ts';
import { type EmbeddingSet, LOCAL_SPEAKERS, type WindowActivity } from './evidence.ts';
import { type Rows, dot, normalisedRows } from './vectors.ts';

/**
 * Gives the local speakers of every window centroids of their own, so that the sum of similarities (cosine) is largest: no
 * two share one, and when there are too few the least similar ones get none (-1). Local speakers without an embedding take
 * no part, which is what a score below all others would come to. `unit` are the embeddings scaled to length 1, where the
 * caller has them.
 */
export function assignOneToOne(set: EmbeddingSet, centroids: Rows, activity: WindowActivity, unit?: Rows): Assignment {
  const labels = new Int32Array(activity.windowCount * LOCAL_SPEAKERS).fill(UNASSIGNED);
  const margins = new Float32Array(labels.length);
  const rows: Rows = unit ?? { count: set.count, dim: set.dim, data: set.vectors };
  const means = normalisedRows(centroids, [...Array(centroids.count).keys()]);
  let start = 0;
  while (start < set.count) {
    let end = start + 1;
    while (end < set.count && set.window[end] === set.window[start]) end += 1;
    const similarity: number[][] = [];
    for (let i = start; i < end; i += 1) {
      const length = unit === undefined ? Math.sqrt(dot(rows, i, rows, i)) || 1 : 1;
      similarity.push(Array.from({ length: means.count }, (_, k) => dot(rows, i, means, k) / length));
    }
    const first = set.window[start] * LOCAL_SPEAKERS;
    chooseApart(similarity).forEach((column, r) => {
      if (column < 0) return;
      const at = first + set.local[start + r];
      labels[at] = column;
      margins[at] = marginOf(similarity[r], 0, means.count, column);
    });
    start = end;
  }
  return { labels, margins };
}

/** The best column of each row where those differ, which is nearly always; else the best choice of different ones. */
function chooseApart(similarity: readonly (readonly number[])[]): number[] {
  const best = similarity.map((row) => row.indexOf(Math.max(...row)));
  return new Set(best).size === best.length ? best : maximumAssignment(similarity);
}
