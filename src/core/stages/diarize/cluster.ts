import { centroidLinkage } from './centroid-linkage.ts';
import { type Partition, cutAfter, cutAtDistance, mergesForLargeGroups } from './dendrogram-cut.ts';
import { rint } from './frame-grid.ts';
import { kMeans } from './k-means.ts';
import { type Condensed, condense } from './premerge.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { type Rows, dot, groupMeans } from './vectors.ts';

/** Calibration of the clustering for one embedding model. */
export interface ClusterParams {
  /** Euclidean distance of centroids of L2-normalised embeddings above which voices are told apart. */
  readonly clusterThreshold: number;
  /** Embeddings a group needs to count as a speaker; lowered to a tenth of all embeddings in short recordings. */
  readonly minClusterSize: number;
}

/** `dendrogram`: a level of the tree was used; `k-means`: the tree has no level with a count inside the range. */
export type ClusterMethod = 'dendrogram' | 'k-means';

/** Speaker centroids, best ways first: callers take the first whose final result has an allowed count. */
export interface Candidate {
  readonly method: ClusterMethod;
  readonly centroids: Rows;
}

/**
 * Finds speaker centroids among L2-normalised embeddings as pyannote 3.1 does: centroid linkage cut at a distance, groups
 * under the minimum size merged into the nearest large one, and when the count of large groups is outside `range` the level
 * of the tree nearest to the threshold that has the wanted count. K-means follows as a second candidate when a count is
 * forced. An empty list is possible only when there are no rows.
 */
export function clusterCandidates(rows: Rows, params: ClusterParams, range: SpeakerRange): Candidate[] {
  if (rows.count === 0) return [];
  const condensed = condense(rows);
  const minSize = Math.min(params.minClusterSize, Math.max(1, rint(0.1 * rows.count)));
  const found = range.max === 1 ? oneGroup(condensed) : cutTree(condensed, params.clusterThreshold, minSize, range);
  const candidates: Candidate[] = [];
  if (found !== undefined) candidates.push({ method: 'dendrogram', centroids: centroidsOf(condensed, found) });
  const target = found === undefined || found.groups > range.min ? range.max : range.min;
  const forced = Math.min(target, Math.max(range.min, rows.count));
  if (Number.isFinite(forced) && forced > 1) {
    const split = kMeans(condensed.rows, condensed.weights, forced);
    if (split !== undefined) candidates.push({ method: 'k-means', centroids: centroidsOf(condensed, split) });
  }
  if (candidates.length === 0) candidates.push({ method: 'dendrogram', centroids: centroidsOf(condensed, oneGroup(condensed)) });
  return candidates;
}

function oneGroup(condensed: Condensed): Partition {
  return { labels: new Int32Array(condensed.rows.count), groups: 1 };
}

function cutTree(condensed: Condensed, threshold: number, minSize: number, range: SpeakerRange): Partition | undefined {
  const { rows, weights } = condensed;
  const tree = centroidLinkage(rows, weights);
  const cut = keepLarge(condensed, cutAtDistance(tree, threshold), minSize);
  const large = cut?.groups ?? 0;
  if (large >= range.min && large <= range.max) return cut;
  const target = large < range.min ? range.min : range.max;
  const merges = mergesForLargeGroups(tree, weights, target, minSize, threshold);
  if (merges === undefined) return target === 1 ? oneGroup(condensed) : undefined;
  return keepLarge(condensed, cutAfter(tree, merges), minSize);
}

/** Merges groups lighter than `minSize` into the large group with the most similar centroid. */
function keepLarge(condensed: Condensed, cut: Partition, minSize: number): Partition | undefined {
  const { rows, weights } = condensed;
  const sizes = new Float64Array(cut.groups);
  for (let i = 0; i < rows.count; i += 1) sizes[cut.labels[i]!]! += weights[i]!;
  const centroids = groupMeans(rows, cut.labels, weights, cut.groups);
  const large = [...sizes.keys()].filter((g) => sizes[g]! >= minSize);
  if (large.length === 0) return undefined;
  const target = Int32Array.from(sizes, (size, g) =>
    size >= minSize ? large.indexOf(g) : large.indexOf(mostSimilar(centroids, g, large)),
  );
  return { labels: cut.labels.map((label) => target[label]!), groups: large.length };
}

function mostSimilar(centroids: Rows, group: number, among: readonly number[]): number {
  let best = among[0]!;
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
