import { type Matrix, multiplyRow } from '../../math/matrix.ts';
import type { Rows } from './vectors.ts';

/** How an embedder's vectors are centred, whitened and reduced before PLDA. */
export interface XVectorTransform {
  /** Mean of embeddings; its length is the embedder's dimension. */
  readonly mean1: Float64Array;
  /** Linear discriminant analysis, one row per input dimension, one column per output dimension. */
  readonly lda: Matrix;
  /** Mean after the analysis. */
  readonly mean2: Float64Array;
}

/**
 * Embeddings as the model gave them (not normalised) to vectors of the reduced dimension: minus the mean, scaled to the
 * square root of the dimension, times the analysis, minus the second mean, scaled again. A vector equal to a mean stays 0.
 */
export function transformXVectors(rows: Rows, { mean1, lda, mean2 }: XVectorTransform): Matrix {
  const width = lda.columns;
  const data = new Float64Array(rows.count * width);
  const centred = new Float64Array(rows.dim);
  for (let i = 0; i < rows.count; i += 1) {
    for (let d = 0; d < rows.dim; d += 1) centred[d] = rows.data[i * rows.dim + d] - mean1[d];
    scaleTo(centred, Math.sqrt(rows.dim));
    const out = data.subarray(i * width, (i + 1) * width);
    multiplyRow(centred, 0, lda, out, 0);
    for (let k = 0; k < width; k += 1) out[k] -= mean2[k];
    scaleTo(out, Math.sqrt(width));
  }
  return { rows: rows.count, columns: width, data };
}

function scaleTo(vector: Float64Array, length: number): void {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square === 0) return;
  const scale = length / Math.sqrt(square);
  for (let d = 0; d < vector.length; d += 1) vector[d] *= scale;
}
