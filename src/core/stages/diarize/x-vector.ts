import { type Matrix, multiply } from '../../math/matrix.ts';
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
  const { count, dim } = rows;
  const centred = new Float64Array(count * dim);
  for (let i = 0; i < count; i += 1) {
    for (let d = 0; d < dim; d += 1) centred[i * dim + d] = rows.data[i * dim + d] - mean1[d];
    scaleTo(centred.subarray(i * dim, (i + 1) * dim), Math.sqrt(dim));
  }
  const reduced = multiply({ rows: count, columns: dim, data: centred }, lda);
  const width = lda.columns;
  for (let i = 0; i < count; i += 1) {
    const out = reduced.data.subarray(i * width, (i + 1) * width);
    for (let k = 0; k < width; k += 1) out[k] -= mean2[k];
    scaleTo(out, Math.sqrt(width));
  }
  return reduced;
}

function scaleTo(vector: Float64Array, length: number): void {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square === 0) return;
  const scale = length / Math.sqrt(square);
  for (let d = 0; d < vector.length; d += 1) vector[d] *= scale;
}
