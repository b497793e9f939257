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
  for (let i = 0; i < a.rows; i += 1) {
    for (let k = 0; k < a.columns; k += 1) {
      const factor = a.data[i * a.columns + k];
      if (factor === 0) continue;
      for (let j = 0; j < b.columns; j += 1) data[i * b.columns + j] += factor * b.data[k * b.columns + j];
    }
  }
  return { rows: a.rows, columns: b.columns, data };
}

/** Rows become columns. */
export function transpose(a: Matrix): Matrix {
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < a.rows; i += 1) {
    for (let j = 0; j < a.columns; j += 1) data[j * a.rows + i] = a.data[i * a.columns + j];
  }
  return { rows: a.columns, columns: a.rows, data };
}
