import type { Dendrogram } from './centroid-linkage.ts';
import { type Rows, squaredDistance } from './vectors.ts';

/**
 * Centroid linkage that never joins clusters which hold a forbidden pair of points. When only forbidden merges are left it
 * stops, so the tree can be a forest. For a few hundred points: each merge looks at all pairs. Deterministic.
 */
export function constrainedLinkage(
  rows: Rows,
  weights: Float64Array,
  apart: readonly (readonly [number, number])[],
): Dendrogram {
  const n = rows.count;
  const gaps = new Float64Array(n * n).fill(Infinity);
  const barred = new Uint8Array(n * n);
  for (const [a, b] of apart) barred[a * n + b] = barred[b * n + a] = 1;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) gaps[i * n + j] = gaps[j * n + i] = squaredDistance(rows, i, rows, j);
  }
  const size = Float64Array.from(weights);
  const id = Int32Array.from({ length: n }, (_, i) => i);
  const alive = Array.from({ length: n }, (_, i) => i);
  const left: number[] = [];
  const right: number[] = [];
  const height: number[] = [];
  for (;;) {
    const pair = nearestPair(alive, gaps, barred, n);
    if (pair === undefined) break;
    const [a, b] = pair;
    const gap = gaps[a * n + b];
    left.push(Math.min(id[a], id[b]));
    right.push(Math.max(id[a], id[b]));
    height.push(Math.sqrt(Math.max(0, gap)));
    alive.splice(alive.indexOf(b), 1);
    const total = size[a] + size[b];
    const shareA = size[a] / total;
    const shareB = size[b] / total;
    for (const k of alive) {
      if (k === a) continue;
      const moved = shareA * gaps[k * n + a] + shareB * gaps[k * n + b] - shareA * shareB * gap;
      gaps[k * n + a] = gaps[a * n + k] = moved;
      if (barred[k * n + b] === 1) barred[k * n + a] = barred[a * n + k] = 1;
    }
    size[a] = total;
    id[a] = n + left.length - 1;
  }
  return {
    points: n,
    merges: left.length,
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    height: Float64Array.from(height),
  };
}

function nearestPair(
  alive: readonly number[],
  gaps: Float64Array,
  barred: Uint8Array,
  n: number,
): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined;
  let bestGap = Infinity;
  for (const [at, a] of alive.entries()) {
    for (let k = at + 1; k < alive.length; k += 1) {
      const b = alive[k];
      const gap = gaps[a * n + b];
      if (gap < bestGap && barred[a * n + b] === 0) {
        best = [a, b];
        bestGap = gap;
      }
    }
  }
  return best;
}
