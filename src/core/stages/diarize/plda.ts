import { AppError } from '../../../shared/app-error.ts';
import { invertPositive } from '../../math/cholesky.ts';
import { generalisedEigen } from '../../math/generalised-eigen.ts';
import { type Matrix, multiply, transpose } from '../../math/matrix.ts';
import type { Rows } from './vectors.ts';
import { type XVectorTransform, transformXVectors } from './x-vector.ts';

/** A PLDA model as it is published: Kaldi's `mu`, `tr` and `psi` behind an x-vector transform. */
export interface PldaParameters extends XVectorTransform {
  readonly mu: Float64Array;
  /** Maps a centred vector to the space in which voices vary by `psi` and one voice's vectors by 1. */
  readonly tr: Matrix;
  readonly psi: Float64Array;
}

/** Maps embeddings to a space in which one voice's vectors scatter by 1 along every axis. */
export interface Plda {
  /** Dimension of the embeddings it was trained for. */
  readonly dim: number;
  /** How much voices differ along each axis of the space, from the largest down (Φ of VBx). */
  readonly phi: Float64Array;
  /** Embeddings as the model gave them, not normalised. Throws `model-unsupported` when they are of another dimension. */
  project(rows: Rows): Matrix;
}

/** Axes along which within-voice scatter is 1 and between-voice scatter is `phi`, one per row. */
export interface Diagonalised {
  readonly axes: Matrix;
  readonly phi: Float64Array;
}

/** Solves the generalised eigenproblem of the two scatters; `undefined` when `within` is not positive definite. */
export function diagonalise(between: Matrix, within: Matrix): Diagonalised | undefined {
  const solved = generalisedEigen(between, within);
  if (solved === undefined) return undefined;
  return { axes: solved.vectors, phi: solved.values.map((value) => Math.max(0, value)) };
}

/**
 * Prepares a PLDA model for use: takes the scatters back out of `tr` and `psi` and makes both diagonal again, so the order of
 * the file's axes does not matter. About 0.3 s for 128 axes. Throws `model-corrupt` when the scatters are not positive
 * definite.
 */
export function createPlda(parameters: PldaParameters): Plda {
  const { tr, psi, mu } = parameters;
  const n = psi.length;
  const shrunk: Matrix = { ...tr, data: tr.data.map((value, i) => value / psi[Math.floor(i / n)]) };
  const within = invertPositive(multiply(transpose(tr), tr));
  const between = invertPositive(multiply(transpose(tr), shrunk));
  const diagonal = within === undefined || between === undefined ? undefined : diagonalise(between, within);
  if (diagonal === undefined) throw notPositive();
  const { axes, phi } = diagonal;
  return {
    dim: parameters.lda.rows,
    phi,
    project(rows) {
      if (rows.dim !== parameters.lda.rows) throw wrongDimension(parameters.lda.rows, rows.dim);
      const vectors = transformXVectors(rows, parameters);
      for (let i = 0; i < vectors.data.length; i += 1) vectors.data[i] -= mu[i % n];
      return multiply(vectors, transpose(axes));
    },
  };
}

function wrongDimension(expected: number, found: number): AppError {
  return new AppError('model-unsupported', {
    what: `The PLDA model is for voice embeddings of ${expected} numbers, and the embedder gives ${found}.`,
    meaning: 'Speakers cannot be told apart with it.',
    action: 'Install the PLDA model of the embedder, or choose --diarizer pyannote-3.1.',
  });
}

function notPositive(): AppError {
  return new AppError('model-corrupt', {
    what: 'The PLDA model holds a scatter of voices that is not positive definite.',
    meaning: 'Speakers cannot be told apart with it.',
    action: 'Install the model again, or choose --diarizer pyannote-3.1.',
  });
}
