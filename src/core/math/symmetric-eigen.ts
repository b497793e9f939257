import type { Matrix } from './matrix.ts';

/** Eigenvalues from the largest down; row i of `vectors` belongs to `values[i]`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

const MAX_SWEEPS = 60;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix by cyclic Jacobi rotations: slower than other methods, but
 * short, exact to the last bits and without special cases. The sign of each vector is fixed by making its largest component
 * positive. A few tenths of a second for 200 rows.
 */
export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.rows;
  const a = matrix.data.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) v[i * n + i] = 1;
  let size = 0;
  for (const value of a) size += value * value;
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(a, n) > 1e-30 * size; sweep += 1) {
    for (let p = 0; p < n - 1; p += 1) {
      for (let q = p + 1; q < n; q += 1) rotate(a, v, n, p, q);
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i] || i - j);
  const values = Float64Array.from(order, (i) => a[i * n + i]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    const row = v.subarray(from * n, (from + 1) * n);
    const sign = row.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-12 ? value : best), 0) < 0 ? -1 : 1;
    row.forEach((value, d) => (vectors[to * n + d] = sign * value));
  });
  return { values, vectors: { rows: n, columns: n, data: vectors } };
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let p = 0; p < n - 1; p += 1) {
    for (let q = p + 1; q < n; q += 1) sum += a[p * n + q] ** 2;
  }
  return sum;
}

/** Turns the plane of axes p and q so that a[p][q] becomes 0 (Golub & Van Loan 8.5.2). Rows of `v` collect the turns. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const tau = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  turnRows(a, n, p, q, c, s);
  for (let k = 0; k < n; k += 1) {
    const akp = a[k * n + p];
    const akq = a[k * n + q];
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
  turnRows(v, n, p, q, c, s);
}

function turnRows(a: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k += 1) {
    const apk = a[p * n + k];
    const aqk = a[q * n + k];
    a[p * n + k] = c * apk - s * aqk;
    a[q * n + k] = s * apk + c * aqk;
  }
}
