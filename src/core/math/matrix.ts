import { copyTile, packColumns, panelsLength } from './panels.ts';
import { TILE } from './tile-code.ts';
import { openTiles } from './tiles.ts';

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

/** The product a b; `a.columns` must equal `b.rows`. Every sum grows term by term. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const { rows, columns: depth } = a;
  const { columns } = b;
  const data = new Float64Array(rows * columns);
  if (depth === 0) return { rows, columns, data };
  const inA = TILE * TILE;
  const inB = inA + depth * TILE;
  const { numbers, addProducts } = openTiles(inB + panelsLength(columns, depth));
  packColumns(b.data, depth, columns, numbers, inB);
  for (let i = 0; i < rows; i += TILE) {
    const height = Math.min(TILE, rows - i);
    for (let k = 0; k < depth; k += 1) {
      for (let r = 0; r < height; r += 1) numbers[inA + k * TILE + r] = a.data[(i + r) * depth + k]!;
    }
    for (let j = 0; j < columns; j += TILE) {
      numbers.fill(0, 0, TILE * TILE);
      addProducts(inA, inB + j * depth, 0, depth);
      copyTile(numbers, data, rows, columns, i, j);
    }
  }
  return { rows, columns, data };
}

/** Rows become columns. */
export function transpose(a: Matrix): Matrix {
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < a.rows; i += 1) {
    for (let j = 0; j < a.columns; j += 1) data[j * a.rows + i] = a.data[i * a.columns + j];
  }
  return { rows: a.columns, columns: a.rows, data };
}
