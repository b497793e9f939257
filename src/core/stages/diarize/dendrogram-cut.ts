import type { Dendrogram } from './centroid-linkage.ts';

/** Labels 0 .. groups - 1 of the points, numbered by the first point of each group. */
export interface Partition {
  readonly labels: Int32Array;
  readonly groups: number;
}

/**
 * Flat clusters as SciPy's `fcluster(criterion='distance')` makes them: the largest subtrees in which no merge is higher
 * than `threshold`. This matters because centroid heights can fall: a low merge above a high one is not applied.
 */
export function cutAtDistance(tree: Dendrogram, threshold: number): Partition {
  const highest = new Float64Array(tree.merges);
  const below = (node: number): number => (node < tree.points ? 0 : highest[node - tree.points]);
  for (let m = 0; m < tree.merges; m += 1) {
    highest[m] = Math.max(tree.height[m], below(tree.left[m]), below(tree.right[m]));
  }
  return partition(tree, (m) => highest[m] <= threshold);
}

/** Flat clusters after the first `merges` merges. */
export function cutAfter(tree: Dendrogram, merges: number): Partition {
  return partition(tree, (m) => m < merges);
}

/**
 * Looks for the number of merges that leaves exactly `target` groups of at least `minSize` (in weight). Among those the one
 * whose last merge is closest to `threshold` wins. If there is none, `undefined`.
 */
export function mergesForLargeGroups(
  tree: Dendrogram,
  weights: Float64Array,
  target: number,
  minSize: number,
  threshold: number,
): number | undefined {
  const size = new Float64Array(tree.points + tree.merges);
  size.set(weights);
  let large = 0;
  for (const weight of weights) if (weight >= minSize) large += 1;
  let best: number | undefined = large === target ? 0 : undefined;
  let bestGap = Infinity;
  for (let m = 0; m < tree.merges; m += 1) {
    const a = size[tree.left[m]];
    const b = size[tree.right[m]];
    size[tree.points + m] = a + b;
    large += (a + b >= minSize ? 1 : 0) - (a >= minSize ? 1 : 0) - (b >= minSize ? 1 : 0);
    const gap = Math.abs(tree.height[m] - threshold);
    if (large === target && gap < bestGap) {
      best = m + 1;
      bestGap = gap;
    }
  }
  return best;
}

function partition(tree: Dendrogram, applied: (merge: number) => boolean): Partition {
  const { points, merges } = tree;
  // Root of every node when only the applied merges count, filled from the top down.
  const root = new Int32Array(points + merges);
  for (let node = 0; node < root.length; node += 1) root[node] = node;
  for (let m = merges - 1; m >= 0; m -= 1) {
    if (!applied(m)) continue;
    root[tree.left[m]] = root[points + m]!;
    root[tree.right[m]] = root[points + m]!;
  }
  const names = new Map<number, number>();
  const labels = new Int32Array(points);
  for (let p = 0; p < points; p += 1) {
    const key = root[p];
    let name = names.get(key);
    if (name === undefined) {
      name = names.size;
      names.set(key, name);
    }
    labels[p] = name;
  }
  return { labels, groups: names.size };
}
