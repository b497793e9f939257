import type { Matrix } from '../../math/matrix.ts';
import type { Partition } from './dendrogram-cut.ts';
import { type VbxSums, createVbxSums } from './vbx-sums.ts';

/** Weights of the model: how far the data count (`fa`) and how far speakers are held together (`fb`). */
export interface VbxScales {
  readonly fa: number;
  readonly fb: number;
}

/** Vectors in the PLDA space; `weights[i]` is how many embeddings row i stands for. */
export interface VbxData {
  readonly features: Matrix;
  readonly weights: Float64Array;
  /** Scatter of voices along each axis. */
  readonly phi: Float64Array;
}

export interface VbxResult {
  /** Probability of each speaker for each row, row-major. */
  readonly responsibilities: Matrix;
  /** Share of each speaker; those of superfluous speakers fall to 0. */
  readonly priors: Float64Array;
  /** Evidence lower bound after each round; it never falls. */
  readonly elbo: readonly number[];
}

const MAX_ROUNDS = 20;
const EPSILON = 1e-4;
const SMOOTHING = 7;
/** Keeps the logarithm of a vanished prior finite. */
const PRIOR_FLOOR = 1e-8;

/**
 * Variational Bayes clustering with one Gaussian per speaker and no order in time (Landini et al. 2022; the mixture form of
 * pyannote community-1). Starts from a partition softened to softmax(7 x one-hot) and lets superfluous speakers die out. Stops after 20
 * rounds, or when the bound gains less than 0.0001. Deterministic; a round takes rows x groups x axes steps.
 */
export function vbx(data: VbxData, start: Partition, scales: VbxScales): VbxResult {
  const { features, weights, phi } = data;
  const { rows, columns } = features;
  const { groups } = start;
  const rho = features.data.map((value, i) => value * Math.sqrt(phi[i % columns]));
  const constant = new Float64Array(rows);
  for (let t = 0; t < rows; t += 1) {
    let square = columns * Math.log(2 * Math.PI);
    for (let d = 0; d < columns; d += 1) square += features.data[t * columns + d] ** 2;
    constant[t] = -0.5 * square;
  }
  const sums = createVbxSums(rho, rows, columns, groups);
  const gamma = softened(start);
  const priors = new Float64Array(groups).fill(1 / groups);
  const elbo: number[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const speakers = modelSpeakers(sums, gamma, data, groups, scales);
    const likelihood = respond(sums, gamma, constant, data, groups, speakers, priors, scales.fa);
    updatePriors(priors, gamma, weights);
    elbo.push(likelihood - scales.fb * speakers.divergence);
    if (round > 0 && elbo[round] - elbo[round - 1] < EPSILON) break;
  }
  return { responsibilities: { rows, columns: groups, data: gamma }, priors, elbo };
}

function softened({ labels, groups }: Partition): Float64Array {
  const hot = Math.exp(SMOOTHING);
  const total = hot + groups - 1;
  const gamma = new Float64Array(labels.length * groups).fill(1 / total);
  labels.forEach((group, t) => (gamma[t * groups + group] = hot / total));
  return gamma;
}

interface SpeakerModels {
  /** Mean of each speaker along each axis, row-major. */
  readonly alpha: Float64Array;
  /** Half of the sum over axes of (variance + mean squared) x phi, per speaker. */
  readonly spread: Float64Array;
  /** Divergence of all speakers from the prior. */
  readonly divergence: number;
}

/** Equations 16 and 17 of the paper: the posterior of each speaker's mean given who is responsible for what. */
function modelSpeakers(
  sums: VbxSums,
  gamma: Float64Array,
  { weights, phi }: VbxData,
  groups: number,
  { fa, fb }: VbxScales,
): SpeakerModels {
  const dim = phi.length;
  const { alpha, mass } = sums.sumShares(gamma, weights);
  const spread = new Float64Array(groups);
  let divergence = 0;
  for (let s = 0; s < groups; s += 1) {
    for (let d = 0; d < dim; d += 1) {
      const variance = 1 / (1 + (fa / fb) * mass[s] * phi[d]);
      const mean = (fa / fb) * variance * alpha[s * dim + d];
      alpha[s * dim + d] = mean;
      spread[s] += 0.5 * (variance + mean ** 2) * phi[d];
      divergence += 0.5 * (variance + mean ** 2 - 1 - Math.log(variance));
    }
  }
  return { alpha, spread, divergence };
}

/** Equation 23: shares every row out among the speakers. Returns the log likelihood of all rows. */
function respond(
  sums: VbxSums,
  gamma: Float64Array,
  constant: Float64Array,
  { weights }: VbxData,
  groups: number,
  { alpha, spread }: SpeakerModels,
  priors: Float64Array,
  fa: number,
): number {
  const logPriors = priors.map((prior) => Math.log(prior + PRIOR_FLOOR));
  sums.writeProducts(gamma, alpha);
  let total = 0;
  for (let t = 0; t < weights.length; t += 1) {
    const at = t * groups;
    let highest = -Infinity;
    for (let s = 0; s < groups; s += 1) {
      const value = fa * (gamma[at + s] - spread[s] + constant[t]) + logPriors[s];
      gamma[at + s] = value;
      if (value > highest) highest = value;
    }
    let sum = 0;
    for (let s = 0; s < groups; s += 1) {
      const value = Math.exp(gamma[at + s] - highest);
      gamma[at + s] = value;
      sum += value;
    }
    for (let s = 0; s < groups; s += 1) gamma[at + s] /= sum;
    total += weights[t] * (highest + Math.log(sum));
  }
  return total;
}

function updatePriors(priors: Float64Array, gamma: Float64Array, weights: Float64Array): void {
  const groups = priors.length;
  priors.fill(0);
  let total = 0;
  for (let t = 0; t < weights.length; t += 1) {
    total += weights[t];
    for (let s = 0; s < groups; s += 1) priors[s] += weights[t] * gamma[t * groups + s];
  }
  for (let s = 0; s < groups; s += 1) priors[s] /= total;
}
