import { type Rows, squaredDistance } from './vectors.ts';

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

/**
 * Agglomerative clustering with centroid linkage: always joins the two clusters whose (weighted) centroids are closest, until
 * `stopAt` clusters are left. Point i counts as `weights[i]` equal points. Distances are kept in a triangular float64 table
 * (4 n² bytes: 25 MB for 2500 points) and updated by the Lance-Williams formula; every cluster remembers its nearest
 * neighbour, so a merge costs O(n) and all of them O(n²) in practice. Ties go to the lowest index.
 */
export function centroidLinkage(rows: Rows, weights: Float64Array, stopAt = 1): Dendrogram {
  const n = rows.count;
  const merges = Math.max(0, n - Math.max(1, stopAt));
  const left = new Int32Array(merges);
  const right = new Int32Array(merges);
  const height = new Float64Array(merges);
  const table = new Float64Array((n * (n - 1)) / 2);
  const at = (i: number, j: number): number => (i > j ? (i * (i - 1)) / 2 + j : (j * (j - 1)) / 2 + i);
  for (let i = 1; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) table[at(i, j)] = squaredDistance(rows, i, rows, j);
  }
  const size = Float64Array.from(weights);
  const id = Int32Array.from({ length: n }, (_, i) => i);
  // Slots in use, ascending; a merge keeps the lower slot.
  const alive = Array.from(id);
  const nearest = new Int32Array(n).fill(-1);
  const nearestGap = new Float64Array(n).fill(Infinity);

  const search = (i: number): void => {
    let best = -1;
    let bestGap = Infinity;
    for (const j of alive) {
      if (j === i) continue;
      const gap = table[at(i, j)]!;
      if (gap < bestGap) {
        best = j;
        bestGap = gap;
      }
    }
    nearest[i] = best;
    nearestGap[i] = bestGap;
  };
  for (const i of alive) search(i);

  for (let m = 0; m < merges; m += 1) {
    let a = alive[0]!;
    for (const i of alive) if (nearestGap[i]! < nearestGap[a]!) a = i;
    let b = nearest[a]!;
    if (b < a) [a, b] = [b, a];
    const gap = table[at(a, b)]!;
    left[m] = Math.min(id[a]!, id[b]!);
    right[m] = Math.max(id[a]!, id[b]!);
    height[m] = Math.sqrt(Math.max(0, gap));

    alive.splice(alive.indexOf(b), 1);
    const total = size[a]! + size[b]!;
    const shareA = size[a]! / total;
    const shareB = size[b]! / total;
    for (const k of alive) {
      if (k !== a) table[at(k, a)] = shareA * table[at(k, a)]! + shareB * table[at(k, b)]! - shareA * shareB * gap;
    }
    size[a] = total;
    id[a] = n + m;
    for (const k of alive) {
      if (k === a || nearest[k] === a || nearest[k] === b) search(k);
      else if (table[at(k, a)]! < nearestGap[k]!) {
        nearest[k] = a;
        nearestGap[k] = table[at(k, a)]!;
      }
    }
  }
  return { points: n, merges, left, right, height };
}
