/** Row-major matrix in double precision. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix from its rows, which must be equally long. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, data: Float64Array.from(rows.flat()) };
}

/** The product a b; `a.columns` must equal `b.rows`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(a.rows * b.columns);
  for (let i = 0; i < a.rows; i += 1) multiplyRow(a.data, i * a.columns, b, data, i * b.columns);
  return { rows: a.rows, columns: b.columns, data };
}

/**
 * Adds the product of one row, `b.rows` numbers of `row` from `from`, and `b` to the `b.columns` numbers of `out` from `to`.
 * Four terms are added at a time, each in its turn, so that sums come out as if one by one.
 */
export function multiplyRow(row: Float64Array, from: number, b: Matrix, out: Float64Array, to: number): void {
  const { rows, columns, data } = b;
  let k = 0;
  for (; k + 4 <= rows; k += 4) {
    const f0 = row[from + k];
    const f1 = row[from + k + 1];
    const f2 = row[from + k + 2];
    const f3 = row[from + k + 3];
    const p0 = k * columns;
    const p1 = p0 + columns;
    const p2 = p1 + columns;
    const p3 = p2 + columns;
    for (let j = 0; j < columns; j += 1) {
      out[to + j] = out[to + j] + f0 * data[p0 + j] + f1 * data[p1 + j] + f2 * data[p2 + j] + f3 * data[p3 + j];
    }
  }
  for (; k < rows; k += 1) {
    const factor = row[from + k];
    for (let j = 0, at = k * columns; j < columns; j += 1) out[to + j] += factor * data[at + j];
  }
}

/** Rows become columns. */
export function transpose(a: Matrix): Matrix {
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < a.rows; i += 1) {
    for (let j = 0; j < a.columns; j += 1) data[j * a.rows + i] = a.data[i * a.columns + j];
  }
  return { rows: a.columns, columns: a.rows, data };
}
