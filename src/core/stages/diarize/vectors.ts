/** Row-major matrix of equal-length rows. */
export interface Rows {
  readonly count: number;
  readonly dim: number;
  readonly data: Float32Array;
}

/** Copies the rows named by `indices` and scales each to length 1; rows of zeros stay zero. */
export function normalisedRows(source: Rows, indices: ArrayLike<number>): Rows {
  const { dim } = source;
  const data = new Float32Array(indices.length * dim);
  for (let i = 0; i < indices.length; i += 1) {
    const from = indices[i] * dim;
    let square = 0;
    for (let d = 0; d < dim; d += 1) square += source.data[from + d] ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let d = 0; d < dim; d += 1) data[i * dim + d] = source.data[from + d] * scale;
  }
  return { count: indices.length, dim, data };
}

/** Dot product of row `i` of `a` and row `j` of `b`. Four sums run side by side: one alone waits for each addition. */
export function dot(a: Rows, i: number, b: Rows, j: number): number {
  const { dim } = a;
  const x = a.data;
  const y = b.data;
  let p = i * dim;
  let q = j * dim;
  const end = p + dim;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; p + 4 <= end; p += 4, q += 4) {
    s0 += x[p] * y[q];
    s1 += x[p + 1] * y[q + 1];
    s2 += x[p + 2] * y[q + 2];
    s3 += x[p + 3] * y[q + 3];
  }
  for (; p < end; p += 1, q += 1) s0 += x[p] * y[q];
  return s0 + s1 + s2 + s3;
}

/** Squared Euclidean distance of row `i` of `a` and row `j` of `b`. */
export function squaredDistance(a: Rows, i: number, b: Rows, j: number): number {
  const { dim } = a;
  const x = a.data;
  const y = b.data;
  let p = i * dim;
  let q = j * dim;
  const end = p + dim;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; p + 4 <= end; p += 4, q += 4) {
    s0 += (x[p] - y[q]) ** 2;
    s1 += (x[p + 1] - y[q + 1]) ** 2;
    s2 += (x[p + 2] - y[q + 2]) ** 2;
    s3 += (x[p + 3] - y[q + 3]) ** 2;
  }
  for (; p < end; p += 1, q += 1) s0 += (x[p] - y[q]) ** 2;
  return s0 + s1 + s2 + s3;
}

/** Weighted mean of the rows of each of `groups` groups; `labels[i]` is row i's group. Empty groups give zeros. */
export function groupMeans(rows: Rows, labels: Int32Array, weights: Float64Array, groups: number): Rows {
  const { dim } = rows;
  const sums = new Float64Array(groups * dim);
  const totals = new Float64Array(groups);
  for (let i = 0; i < rows.count; i += 1) {
    const group = labels[i];
    const weight = weights[i];
    totals[group] += weight;
    for (let d = 0; d < dim; d += 1) sums[group * dim + d] += weight * rows.data[i * dim + d];
  }
  const data = new Float32Array(groups * dim);
  for (let g = 0; g < groups; g += 1) {
    for (let d = 0; d < dim; d += 1) data[g * dim + d] = totals[g] > 0 ? sums[g * dim + d] / totals[g] : 0;
  }
  return { count: groups, dim, data };
}

/** Copies the rows named by `indices`. */
export function selectRows(source: Rows, indices: readonly number[]): Rows {
  const { dim } = source;
  const data = new Float32Array(indices.length * dim);
  indices.forEach((from, to) => data.set(source.data.subarray(from * dim, (from + 1) * dim), to * dim));
  return { count: indices.length, dim, data };
}
