import { TILE } from './tile-code.ts';
import type { AddTile } from './tiles.ts';

/** Sums a product of two rows is made of: those of axes 0, 4, 8 and so on, of axes 1, 5, 9, and so on. */
const LANES = 4;

/** Numbers that `rows` rows of `dim` numbers take up in panels. */
export function panelsLength(rows: number, dim: number): number {
  return Math.ceil(rows / TILE) * TILE * dim;
}

/**
 * Writes `count` rows of `dim` numbers from row `from` to `target` at `at`, in panels of four rows: the first number of each
 * row, then the next one of each, lane by lane. The last panel is filled up with zeros.
 */
export function packRows(
  source: ArrayLike<number>,
  from: number,
  count: number,
  dim: number,
  target: Float64Array,
  at: number,
): void {
  const whole = dim - (dim % LANES);
  target.fill(0, at, at + panelsLength(count, dim));
  for (let i = 0; i < count; i += 1) {
    const row = (from + i) * dim;
    let to = at + (i - (i % TILE)) * dim + (i % TILE);
    for (let lane = 0; lane < LANES; lane += 1) {
      for (let d = lane; d < whole; d += LANES, to += TILE) target[to] = source[row + d]!;
      // Axes that make up no whole four are all in the first lane.
      if (lane === 0) for (let d = whole; d < dim; d += 1, to += TILE) target[to] = source[row + d]!;
    }
  }
}

/** Writes the sums over `dim` axes of two panels to the tile at `out`: the four lanes one by one, then the sum of the four. */
export function writeTile(add: AddTile, numbers: Float64Array, a: number, b: number, out: number, dim: number): void {
  const quarter = Math.floor(dim / LANES);
  const first = quarter + (dim % LANES);
  numbers.fill(0, out, out + TILE * TILE);
  if (first > 0) add(a, b, out, first);
  if (quarter === 0) return;
  for (let lane = 1, at = first * TILE; lane < LANES; lane += 1, at += quarter * TILE)
    add(a + at, b + at, out, quarter);
}

/** Writes the columns of a matrix [rows, columns] in panels of four: those numbers of the first row, then of the next one. */
export function packColumns(
  source: Float64Array,
  rows: number,
  columns: number,
  target: Float64Array,
  at: number,
): void {
  target.fill(0, at, at + panelsLength(columns, rows));
  for (let t = 0; t < rows; t += 1) {
    for (let d = 0; d < columns; d += 1) {
      target[at + (d - (d % TILE)) * rows + t * TILE + (d % TILE)] = source[t * columns + d]!;
    }
  }
}

/** Copies the tile that stands first in `numbers` to its place in `out` [rows, columns], less what is beyond the edges. */
export function copyTile(
  numbers: Float64Array,
  out: Float64Array,
  rows: number,
  columns: number,
  row: number,
  column: number,
): void {
  const height = Math.min(TILE, rows - row);
  const width = Math.min(TILE, columns - column);
  for (let r = 0; r < height; r += 1) {
    const at = (row + r) * columns + column;
    for (let c = 0; c < width; c += 1) out[at + c] = numbers[c * TILE + r]!;
  }
}
