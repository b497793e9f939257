import { type Matrix, multiply, transpose } from './matrix.ts';

/** Share of the largest diagonal entry under which a pivot counts as nothing but rounding. */
const MIN_PIVOT = 1e-13;

/**
 * The lower triangular L with L Lᵀ = a. Reads the lower half of `a` only. `undefined` when `a` is not positive definite, or
 * so near to singular that nothing of it would be exact.
 */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const data = new Float64Array(n * n);
  let largest = 0;
  for (let i = 0; i < n; i += 1) largest = Math.max(largest, Math.abs(a.data[i * n + i]));
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = a.data[i * n + j];
      for (let k = 0; k < j; k += 1) sum -= data[i * n + k] * data[j * n + k];
      if (i !== j) data[i * n + j] = sum / data[j * n + j];
      else if (sum > MIN_PIVOT * largest) data[i * n + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return { rows: n, columns: n, data };
}

/** Inverse of a lower triangular matrix with a diagonal free of zeros. */
export function invertLower(lower: Matrix): Matrix {
  const n = lower.rows;
  const data = new Float64Array(n * n);
  for (let j = 0; j < n; j += 1) {
    data[j * n + j] = 1 / lower.data[j * n + j];
    for (let i = j + 1; i < n; i += 1) {
      let sum = 0;
      for (let k = j; k < i; k += 1) sum -= lower.data[i * n + k] * data[k * n + j];
      data[i * n + j] = sum / lower.data[i * n + i];
    }
  }
  return { rows: n, columns: n, data };
}

/** Inverse of a symmetric positive definite matrix; `undefined` when it is not one. */
export function invertPositive(a: Matrix): Matrix | undefined {
  const lower = cholesky(a);
  if (lower === undefined) return undefined;
  const inverse = invertLower(lower);
  return multiply(transpose(inverse), inverse);
}
