import type { Matrix } from '../../math/matrix.ts';
import { type Dendrogram, centroidLinkage } from './centroid-linkage.ts';
import type { Candidate } from './cluster.ts';
import { type Partition, cutAfter, cutAtDistance } from './dendrogram-cut.ts';
import { kMeans } from './k-means.ts';
import type { Plda } from './plda.ts';
import type { Condensed } from './premerge.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { type VbxScales, vbx } from './vbx.ts';
import { type Rows, groupMeans } from './vectors.ts';

/** A PLDA model and the settings that go with it. */
export interface VbxModel extends VbxScales {
  readonly plda: Plda;
  /** Euclidean distance of centroids of L2-normalised embeddings at which the first guess is cut. */
  readonly threshold: number;
}

/** Values of pyannote community-1, for its embedder. */
export const COMMUNITY_1_DEFAULTS = { fa: 0.07, fb: 0.8, threshold: 0.6 } as const;

/** Speakers the first guess may have; more would cost time without end in noise, and none has so many to tell apart. */
const MAX_START = 128;
/** Share of the speech under which a speaker has died out. */
const MIN_PRIOR = 1e-7;

/**
 * Speaker centroids as pyannote community-1 chooses them: the `speakers` that VBx found, or when their count is outside `range`
 * k-means splits into the nearest allowed count up to twice as many, as `clusterCandidates` does. `voices[i]` is the mean raw
 * embedding of condensed row i. Yields candidates, best first, and works out the next only when asked; nothing when there are
 * no rows.
 */
export function* vbxCandidates(
  condensed: Condensed,
  voices: Rows,
  speakers: Rows,
  range: SpeakerRange,
): Generator<Candidate, void, void> {
  const { rows, weights } = condensed;
  if (rows.count === 0) return;
  if (rows.count === 1 || range.max === 1) {
    const all = new Int32Array(rows.count);
    yield { method: 'vbx', centroids: groupMeans(voices, all, weights, 1), oneToOne: false };
  } else {
    const found: Candidate = { method: 'vbx', centroids: speakers, oneToOne: true };
    const { count } = speakers;
    const allowed = count >= range.min && count <= range.max;
    if (allowed) yield found;
    yield* forcedCounts(condensed, voices, count > range.max ? range.max : range.min);
    if (!allowed) yield found;
  }
}

/** Local speakers of a window may be the same speaker here: keeping them apart would raise the count. */
function* forcedCounts(condensed: Condensed, voices: Rows, target: number): Generator<Candidate, void, void> {
  for (let groups = target; groups <= Math.min(2 * target, condensed.rows.count); groups += 1) {
    const split = kMeans(condensed.rows, condensed.weights, groups);
    if (split === undefined) return;
    const centroids = groupMeans(voices, split.labels, condensed.weights, groups);
    yield { method: 'k-means', centroids, oneToOne: false };
  }
}

/**
 * Finds speaker centroids as pyannote community-1 does: centroid linkage cut at a distance for a first guess, VBx in the PLDA
 * space, and the mean of the raw embeddings weighted by responsibility for each speaker that is left; none without rows.
 * `tree` is that of the condensed rows and `projected` are the voices in the PLDA space, when they are known already.
 */
export function vbxSpeakers(
  { rows, weights }: Condensed,
  voices: Rows,
  model: VbxModel,
  tree?: Dendrogram,
  projected?: Matrix,
): Rows {
  if (rows.count === 0) return { count: 0, dim: voices.dim, data: new Float32Array(0) };
  const start = firstGuess(tree ?? centroidLinkage(rows, weights), model.threshold);
  const features = projected ?? model.plda.project(voices);
  const { responsibilities, priors } = vbx({ features, weights, phi: model.plda.phi }, start, model);
  const kept = [...priors.keys()].filter((s) => priors[s] > MIN_PRIOR);
  return weightedMeans(voices, weights, responsibilities.data, start.groups, kept);
}

function firstGuess(tree: Dendrogram, threshold: number): Partition {
  const cut = cutAtDistance(tree, threshold);
  return cut.groups <= MAX_START ? cut : cutAfter(tree, tree.points - MAX_START);
}

function weightedMeans(
  voices: Rows,
  weights: Float64Array,
  responsibilities: Float64Array,
  groups: number,
  kept: readonly number[],
): Rows {
  const { dim } = voices;
  const data = new Float32Array(kept.length * dim);
  kept.forEach((speaker, k) => {
    const sum = new Float64Array(dim);
    let mass = 0;
    for (let i = 0; i < voices.count; i += 1) {
      const share = weights[i] * responsibilities[i * groups + speaker];
      mass += share;
      for (let d = 0; d < dim; d += 1) sum[d] += share * voices.data[i * dim + d];
    }
    for (let d = 0; d < dim; d += 1) data[k * dim + d] = sum[d] / mass;
  });
  return { count: kept.length, dim, data };
}
