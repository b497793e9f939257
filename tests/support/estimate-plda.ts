import { generalisedEigen } from '../../src/core/math/generalised-eigen.ts';
import type { Matrix } from '../../src/core/math/matrix.ts';
import { symmetricEigen } from '../../src/core/math/symmetric-eigen.ts';
import type { DiarizeEvidence } from '../../src/core/stages/diarize/evidence.ts';
import { FRAME_STEP } from '../../src/core/stages/diarize/frame-grid.ts';
import type { PldaParameters } from '../../src/core/stages/diarize/plda.ts';
import { transformXVectors } from '../../src/core/stages/diarize/x-vector.ts';
import type { Turn } from '../../src/core/timeline/types.ts';

/** An embedding and whose voice it is. */
export interface LabelledVector {
  readonly vector: readonly number[];
  readonly speaker: string;
}

/** Clean frames an embedding must have to be of use (1.7 s), and the share of them that its speaker must talk in. */
const MIN_FRAMES = 100;
const MIN_SHARE = 0.7;

/** Embeddings of a recording with the speaker who, by the reference, talks during them. */
export function labelEmbeddings(
  { activity, embeddings }: DiarizeEvidence,
  reference: readonly Turn[],
): LabelledVector[] {
  const labelled: LabelledVector[] = [];
  for (let i = 0; i < embeddings.count; i += 1) {
    const first = embeddings.window[i] * activity.framesPerWindow;
    const startMs = (embeddings.window[i] * activity.stepSamples) / 16;
    const votes = new Map<string, number>();
    for (let frame = 0; frame < activity.framesPerWindow; frame += 1) {
      if (activity.masks[first + frame] !== 1 << embeddings.local[i]) continue;
      const atMs = startMs + (frame * FRAME_STEP) / 16 + 31;
      for (const { startMs: from, endMs: to, speaker } of reference) {
        if (from <= atMs && atMs < to) votes.set(speaker, (votes.get(speaker) ?? 0) + 1);
      }
    }
    const best = [...votes].sort((a, b) => b[1] - a[1])[0];
    if (best === undefined || embeddings.cleanFrames[i] < MIN_FRAMES) continue;
    if (best[1] < MIN_SHARE * embeddings.cleanFrames[i]) continue;
    const vector = [...embeddings.vectors.subarray(i * embeddings.dim, (i + 1) * embeddings.dim)];
    labelled.push({ vector, speaker: best[0] });
  }
  return labelled;
}

/**
 * A PLDA model from few voices: the analysis keeps the `width` axes along which embeddings vary most, and both scatters are
 * mixed half and half with an even one, since a handful of voices says little about most axes.
 */
export function estimatePlda(labelled: readonly LabelledVector[], width: number): PldaParameters {
  const rows = labelled.map(({ vector }) => vector);
  const dim = rows[0]?.length ?? 0;
  const mean1 = meanOf(rows);
  const axes = symmetricEigen(scatterOf(rows)).vectors;
  const lda: Matrix = {
    rows: dim,
    columns: width,
    data: Float64Array.from({ length: dim * width }, (_, at) => axes.data[(at % width) * dim + Math.floor(at / width)]),
  };
  const mean2 = new Float64Array(width);
  const flat = { count: rows.length, dim, data: Float32Array.from(rows.flat()) };
  const reduced = transformXVectors(flat, { mean1, lda, mean2 });
  const points = rows.map((_, i) => [...reduced.data.subarray(i * width, (i + 1) * width)]);
  const speakers = [...new Set(labelled.map(({ speaker }) => speaker))];
  const means = speakers.map((name) => [...meanOf(points.filter((_, i) => labelled[i].speaker === name))]);
  const residues = points.map((point, i) => point.map((x, d) => x - means[speakers.indexOf(labelled[i].speaker)][d]));
  const solved = generalisedEigen(evened(scatterOf(means)), evened(scatterOf(residues)));
  if (solved === undefined) throw new Error('the scatter within voices is not positive definite');
  return { mean1, lda, mean2, mu: meanOf(points), tr: solved.vectors, psi: solved.values };
}

function meanOf(rows: readonly (readonly number[])[]): Float64Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) row.forEach((value, d) => (mean[d] += value / rows.length));
  return mean;
}

function scatterOf(rows: readonly (readonly number[])[]): Matrix {
  const n = rows[0]?.length ?? 0;
  const mean = meanOf(rows);
  const data = new Float64Array(n * n);
  for (const row of rows) {
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) data[i * n + j] += ((row[i] - mean[i]) * (row[j] - mean[j])) / rows.length;
    }
  }
  return { rows: n, columns: n, data };
}

/** Adds the average of the diagonal to the diagonal. */
function evened(scatter: Matrix): Matrix {
  const n = scatter.rows;
  let trace = 0;
  for (let i = 0; i < n; i += 1) trace += scatter.data[i * n + i];
  const data = scatter.data.map((value, at) => (at % (n + 1) === 0 ? value + trace / n : value));
  return { ...scatter, data };
}
