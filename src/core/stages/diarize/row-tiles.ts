import { copyTile, packRows, panelsLength, writeTile } from '../../math/panels.ts';
import { TILE } from '../../math/tile-code.ts';
import { openTiles } from '../../math/tiles.ts';
import type { Rows } from './vectors.ts';

/** Rows packed at a time, which bounds the memory for hours of embeddings. */
const CHUNK = 256;

/** Dot products of all rows of `a` with all rows of `b`, [a.count, b.count]: to the bit what `dot` gives. */
export function rowProducts(a: Rows, b: Rows): Float64Array {
  return allPairs(a, b, 'addProducts');
}

/** Squared Euclidean distances of all rows of `a` and all rows of `b`, [a.count, b.count]: to the bit those of `squaredDistance`. */
export function rowDistances(a: Rows, b: Rows): Float64Array {
  return allPairs(a, b, 'addSquares');
}

function allPairs(a: Rows, b: Rows, kind: 'addProducts' | 'addSquares'): Float64Array {
  const { dim } = a;
  const columns = b.count;
  const out = new Float64Array(a.count * columns);
  const inB = TILE * TILE;
  const inA = inB + panelsLength(columns, dim);
  const tiles = openTiles(inA + panelsLength(CHUNK, dim));
  const { numbers } = tiles;
  packRows(b.data, 0, columns, dim, numbers, inB);
  for (let from = 0; from < a.count; from += CHUNK) {
    const count = Math.min(CHUNK, a.count - from);
    packRows(a.data, from, count, dim, numbers, inA);
    for (let i = 0; i < count; i += TILE) {
      for (let j = 0; j < columns; j += TILE) {
        writeTile(tiles[kind], numbers, inA + i * dim, inB + j * dim, 0, dim);
        copyTile(numbers, out, a.count, columns, from + i, j);
      }
    }
  }
  return out;
}

/** Squared distances of all pairs of rows i > j, at i (i - 1) / 2 + j; to the bit those of `squaredDistance`. */
export function pairDistances(rows: Rows): Float64Array {
  const { count, dim } = rows;
  const table = new Float64Array((count * (count - 1)) / 2);
  const inRows = TILE * TILE;
  const { numbers, addSquares } = openTiles(inRows + panelsLength(count, dim));
  packRows(rows.data, 0, count, dim, numbers, inRows);
  for (let i = 0; i < count; i += TILE) {
    for (let j = 0; j <= i; j += TILE) {
      writeTile(addSquares, numbers, inRows + i * dim, inRows + j * dim, 0, dim);
      const end = Math.min(TILE, count - i);
      for (let r = 0; r < end; r += 1) {
        const at = ((i + r) * (i + r - 1)) / 2 + j;
        const width = Math.min(TILE, i + r - j);
        for (let c = 0; c < width; c += 1) table[at + c] = numbers[c * TILE + r]!;
      }
    }
  }
  return table;
}
