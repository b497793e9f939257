import { type Dendrogram, centroidLinkage } from './centroid-linkage.ts';
import { type Partition, cutAfter, cutAtDistance, mergesForLargeGroups } from './dendrogram-cut.ts';
import { rint } from './frame-grid.ts';
import { kMeans } from './k-means.ts';
import type { Condensed } from './premerge.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { type Rows, dot, groupMeans } from './vectors.ts';

/** Calibration of the clustering for one embedding model. */
export interface ClusterParams {
  /** Euclidean distance of centroids of L2-normalised embeddings above which voices are told apart. */
  readonly clusterThreshold: number;
  /** Embeddings a group needs to count as a speaker; lowered to a tenth of all embeddings in short recordings and raised to 0.25 % in long ones. */
  readonly minClusterSize: number;
}

/**
 * `dendrogram`: a level of the tree was used; `vbx`: speakers that outlived VBx; `k-means`: neither has a count inside the
 * range.
 */
export type ClusterMethod = 'dendrogram' | 'vbx' | 'k-means';

/** Speaker centroids and where they come from. */
export interface Candidate {
  readonly method: ClusterMethod;
  readonly centroids: Rows;
  /** True when no two local speakers of a window may be the same speaker. */
  readonly oneToOne?: boolean;
}

/**
 * Finds speaker centroids among (condensed) L2-normalised embeddings as pyannote 3.1 does: centroid linkage cut at a distance, groups
 * under the minimum size merged into the nearest large one, and when the count of large groups is outside `range` the level
 * of the tree nearest to the threshold that has the wanted count. Yields candidates, best first, and works out the next only
 * when asked: callers take the first whose final result has an allowed count. After the tree come k-means splits into the
 * wanted count up to twice as many, since a group can vanish when its windows are outvoted by their neighbours. Yields
 * nothing only when there are no rows. `tree` is that of the condensed rows, when it is known already.
 */
export function* clusterCandidates(
  condensed: Condensed,
  params: ClusterParams,
  range: SpeakerRange,
  tree?: Dendrogram,
): Generator<Candidate, void, void> {
  const total = condensed.member.length;
  if (total === 0) return;
  const minSize = minGroupSize(params, total);
  const found =
    range.max === 1 ? oneGroup(condensed) : cutTree(condensed, params.clusterThreshold, minSize, range, tree);
  yield { method: 'dendrogram', centroids: centroidsOf(condensed, found) };
  const target = found.groups > range.max ? range.max : range.min;
  for (let groups = target; groups <= Math.min(2 * target, total); groups += 1) {
    const split = kMeans(condensed.rows, condensed.weights, groups);
    if (split === undefined) return;
    yield { method: 'k-means', centroids: centroidsOf(condensed, split) };
  }
}

/** In hours of recordings overlaps and noises repeat until they look like somebody: a speaker must have this share. */
const MIN_SHARE = 0.0025;

/** Embeddings a group needs among `total` of them. */
export function minGroupSize(params: ClusterParams, total: number): number {
  const least = Math.min(params.minClusterSize, Math.max(1, rint(0.1 * total)));
  return Math.max(least, Math.floor(MIN_SHARE * total));
}

function oneGroup(condensed: Condensed): Partition {
  return { labels: new Int32Array(condensed.rows.count), groups: 1 };
}

/** The cut at the threshold, or the level with the nearest allowed count; the plain cut when the tree has no such level. */
function cutTree(
  condensed: Condensed,
  threshold: number,
  minSize: number,
  range: SpeakerRange,
  known: Dendrogram | undefined,
): Partition {
  const { rows, weights } = condensed;
  const tree = known ?? centroidLinkage(rows, weights);
  const cut = keepLarge(condensed, cutAtDistance(tree, threshold), minSize);
  if (cut.groups >= range.min && cut.groups <= range.max) return cut;
  const target = cut.groups < range.min ? range.min : range.max;
  const merges = mergesForLargeGroups(tree, weights, target, minSize, threshold);
  return merges === undefined ? cut : keepLarge(condensed, cutAfter(tree, merges), minSize);
}

/** Merges groups lighter than `minSize` into the large group with the most similar centroid; one group if none is large. */
export function keepLarge(condensed: Condensed, cut: Partition, minSize: number): Partition {
  const { rows, weights } = condensed;
  const sizes = new Float64Array(cut.groups);
  for (let i = 0; i < rows.count; i += 1) sizes[cut.labels[i]] += weights[i];
  const centroids = groupMeans(rows, cut.labels, weights, cut.groups);
  const large = [...sizes.keys()].filter((g) => sizes[g] >= minSize);
  if (large.length === 0) return oneGroup(condensed);
  const target = Int32Array.from(sizes, (size, g) =>
    size >= minSize ? large.indexOf(g) : large.indexOf(mostSimilar(centroids, g, large)),
  );
  return { labels: cut.labels.map((label) => target[label]), groups: large.length };
}

function mostSimilar(centroids: Rows, group: number, among: readonly number[]): number {
  let best = among[0];
  let bestCosine = -Infinity;
  for (const other of among) {
    const cosine = dot(centroids, group, centroids, other) / Math.sqrt(dot(centroids, other, centroids, other));
    if (cosine > bestCosine) {
      best = other;
      bestCosine = cosine;
    }
  }
  return best;
}

function centroidsOf(condensed: Condensed, cut: Partition): Rows {
  return groupMeans(condensed.rows, cut.labels, condensed.weights, cut.groups);
}
