import { centroidLinkage } from './centroid-linkage.ts';
import { cutAfter } from './dendrogram-cut.ts';
import { type Rows, groupMeans } from './vectors.ts';

/** Rows clustered exactly in one go: 9 MB of distances and a fifth of a second. */
const EXACT_LIMIT = 1500;
/** Consecutive rows merged among themselves when there are more than that. */
const BLOCK = 1000;

/** Fewer rows that stand for many: row i of `rows` is the centroid of `weights[i]` original rows. */
export interface Condensed {
  readonly rows: Rows;
  readonly weights: Float64Array;
  /** Condensed row of every original row. */
  readonly member: Int32Array;
}

/**
 * Bounds the work of clustering long recordings. Up to `limit` rows pass through untouched. More are merged in blocks of
 * consecutive rows (about eight minutes of speech each, where windows that overlap by 90 % repeat one another) with the same
 * centroid linkage, just far enough that `limit` centroids are left in all. Every row keeps its weight and no row is left
 * out, so a voice heard only once survives. Time grows linearly with the number of rows.
 */
export function condense(rows: Rows, limit = EXACT_LIMIT, block = BLOCK): Condensed {
  const { count, dim } = rows;
  if (count <= limit) {
    return {
      rows,
      weights: new Float64Array(count).fill(1),
      member: Int32Array.from({ length: count }, (_, i) => i),
    };
  }
  const member = new Int32Array(count);
  let groups = 0;
  for (let start = 0; start < count; start += block) {
    const size = Math.min(block, count - start);
    const part: Rows = { count: size, dim, data: rows.data.subarray(start * dim, (start + size) * dim) };
    const keep = Math.max(1, Math.floor((size * limit) / count));
    const tree = centroidLinkage(part, new Float64Array(size).fill(1), keep);
    const cut = cutAfter(tree, tree.merges);
    for (let i = 0; i < size; i += 1) member[start + i] = groups + cut.labels[i];
    groups += cut.groups;
  }
  const weights = new Float64Array(groups);
  for (const group of member) weights[group] += 1;
  return { rows: groupMeans(rows, member, new Float64Array(count).fill(1), groups), weights, member };
}
