import { type Candidate, type ClusterParams, keepLarge, minGroupSize } from './cluster.ts';
import { constrainedLinkage } from './constrained-linkage.ts';
import { cutAfter, cutAtDistance, mergesForLargeGroups, type Partition } from './dendrogram-cut.ts';
import type { Condensed } from './premerge.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { type Rows, groupMeans } from './vectors.ts';
import type { VoiceSpace } from './voice-space.ts';
import type { ResolvedLinks } from './voice-links.ts';

/** Groups of near-identical voices that constrained clustering starts from; keeps it under 100 ms. */
const ATOMS = 250;

/** Centroids, and for every embedding the one it must get, -1 where that is free. */
export interface LinkedCandidate extends Candidate {
  readonly fixed: Int32Array;
  /** The centroid of every linked group. */
  readonly labels: Int32Array;
}

/**
 * Speaker centroids that keep what is known about voices: linked groups are points of their own beside the lowest branches
 * of the tree, they are never too small to count, and centroid linkage never joins two that are different people. Yields
 * the cut at the threshold, or levels with the nearest allowed count and then more, best first.
 */
export function* linkedCandidates(
  space: VoiceSpace,
  params: ClusterParams,
  range: SpeakerRange,
  links: ResolvedLinks,
): Generator<LinkedCandidate, void, void> {
  const minSize = minGroupSize(params, Math.max(1, space.training.length));
  const { points, atoms } = pointsOf(space, links, minSize);
  if (points.rows.count === 0) return;
  const apart = links.apart.map(([a, b]) => [atoms + a, atoms + b] as const);
  const tree = constrainedLinkage(points.rows, points.weights, apart);
  const emit = (cut: Partition): LinkedCandidate => {
    const kept = keepLarge(points, cut, minSize);
    const fixed = new Int32Array(space.evidence.embeddings.count).fill(-1);
    links.groups.forEach((group, g) => {
      for (const row of group.rows) fixed[row] = kept.labels[atoms + g]!;
    });
    const centroids = groupMeans(points.rows, kept.labels, points.weights, kept.groups);
    return { method: 'dendrogram', centroids, fixed, labels: kept.labels.slice(atoms) };
  };
  const natural = emit(cutAtDistance(tree, params.clusterThreshold));
  const count = natural.centroids.count;
  if (count >= range.min && count <= range.max) yield natural;
  const target = count < range.min ? range.min : Math.min(range.max, count);
  for (let wanted = target; wanted <= 2 * target; wanted += 1) {
    const merges = mergesForLargeGroups(tree, points.weights, wanted, minSize, params.clusterThreshold);
    if (merges !== undefined) yield emit(cutAfter(tree, merges));
  }
  yield natural;
}

/** Lowest branches of the tree, then linked groups. A group without an embedding of its own stands far from everybody. */
function pointsOf(
  space: VoiceSpace,
  { groups }: ResolvedLinks,
  minSize: number,
): { readonly points: Condensed; readonly atoms: number } {
  const { tree, condensed, unit } = space;
  const { dim } = unit;
  const cut = cutAfter(tree, Math.max(0, tree.points - ATOMS));
  const means = groupMeans(condensed.rows, cut.labels, condensed.weights, cut.groups);
  const count = cut.groups + groups.length;
  const data = new Float32Array(count * dim);
  data.set(means.data);
  const weights = new Float64Array(count);
  for (let i = 0; i < condensed.rows.count; i += 1) weights[cut.labels[i]] += condensed.weights[i];
  groups.forEach((group, g) => {
    const at = cut.groups + g;
    weights[at] = Math.max(minSize, group.rows.length);
    for (const row of group.rows) {
      for (let d = 0; d < dim; d += 1) data[at * dim + d] += unit.data[row * dim + d] / group.rows.length;
    }
  });
  const rows: Rows = { count, dim, data };
  return { points: { rows, weights, member: Int32Array.from({ length: count }, (_, i) => i) }, atoms: cut.groups };
}
