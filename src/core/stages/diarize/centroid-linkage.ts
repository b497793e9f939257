import { pairDistances } from './row-tiles.ts';
import type { Rows } from './vectors.ts';

/**
 * Merges in the order they were made. Clusters are numbered as in SciPy: 0 .. n - 1 are the points, merge m makes n + m.
 * Heights are Euclidean distances of centroids and may fall from one merge to the next.
 */
export interface Dendrogram {
  readonly points: number;
  readonly merges: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly height: Float64Array;
}

/** Mark of a slot whose nearest neighbour must be looked up again before use. */
const STALE = -1;

/**
 * Agglomerative clustering with centroid linkage: always joins the two clusters whose (weighted) centroids are closest, until
 * `stopAt` clusters are left. Point i counts as `weights[i]` equal points. Distances are kept in a triangular float64 table
 * (4 n² bytes: 25 MB for 2500 points) and updated by the Lance-Williams formula. Every slot knows its nearest neighbour among
 * lower slots; one that lost it keeps the old distance as a lower bound and searches only when it comes first (Müllner's
 * generic algorithm, 2011), so all merges together cost about O(n²). Deterministic.
 */
export function centroidLinkage(rows: Rows, weights: Float64Array, stopAt = 1): Dendrogram {
  const n = rows.count;
  const merges = Math.max(0, n - Math.max(1, stopAt));
  const left = new Int32Array(merges);
  const right = new Int32Array(merges);
  const height = new Float64Array(merges);
  const size = Float64Array.from(weights);
  const id = Int32Array.from({ length: n }, (_, i) => i);
  // Slots in use, ascending; a merge frees the higher of its two.
  const alive = Array.from(id);
  const nearest = new Int32Array(n).fill(STALE);
  const bound = new Float64Array(n).fill(Infinity);
  // Squared distance of slots i > j at row(i) + j.
  const table = pairDistances(rows);
  const row = (i: number): number => (i * (i - 1)) / 2;
  const squared = (i: number, j: number): number => (i > j ? row(i) + j : row(j) + i);

  const search = (i: number): void => {
    const start = row(i);
    nearest[i] = STALE;
    bound[i] = Infinity;
    for (const j of alive) {
      if (j >= i) break;
      const gap = table[start + j];
      if (gap < bound[i]) {
        nearest[i] = j;
        bound[i] = gap;
      }
    }
  };
  for (let i = 1; i < n; i += 1) search(i);

  for (let m = 0; m < merges; m += 1) {
    let b = firstBy(bound, alive);
    while (nearest[b] === STALE) {
      search(b);
      b = firstBy(bound, alive);
    }
    const a = nearest[b];
    const gap = table[row(b) + a];
    left[m] = Math.min(id[a], id[b]);
    right[m] = Math.max(id[a], id[b]);
    height[m] = Math.sqrt(Math.max(0, gap));

    alive.splice(alive.indexOf(b), 1);
    const total = size[a] + size[b];
    const shareA = size[a] / total;
    const shareB = size[b] / total;
    size[a] = total;
    id[a] = n + m;
    for (const k of alive) {
      if (k === a) continue;
      const at = squared(k, a);
      const moved = shareA * table[at] + shareB * table[squared(k, b)] - shareA * shareB * gap;
      table[at] = moved;
      if (k < a) continue;
      if (moved <= bound[k]) {
        nearest[k] = a;
        bound[k] = moved;
      } else if (nearest[k] === a || nearest[k] === b) nearest[k] = STALE;
    }
    search(a);
  }
  return { points: n, merges, left, right, height };
}

/** Slot in use with the smallest value, the lowest one on a tie. */
function firstBy(values: Float64Array, slots: readonly number[]): number {
  let best = slots[0];
  for (const slot of slots) if (values[slot] < values[best]) best = slot;
  return best;
}
