import { cholesky, invertLower } from './cholesky.ts';
import { multiply, transpose } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { type Eigen, symmetricEigen } from './symmetric-eigen.ts';

/**
 * Solves a v = λ b v for a symmetric `a` and a symmetric positive definite `b`: eigenvalues from the largest down, row i of
 * `vectors` scaled to vᵀ b v = 1, as LAPACK's `sygv` scales them. With L Lᵀ = b this is the plain problem of L⁻¹ a L⁻ᵀ.
 * `undefined` when `b` is not positive definite.
 */
export function generalisedEigen(a: Matrix, b: Matrix): Eigen | undefined {
  const lower = cholesky(b);
  if (lower === undefined) return undefined;
  const inverse = invertLower(lower);
  const { values, vectors } = symmetricEigen(multiply(multiply(inverse, a), transpose(inverse)));
  return { values, vectors: multiply(vectors, inverse) };
}
