import { copyTile, packColumns, packRows, panelsLength, writeTile } from '../../math/panels.ts';
import { TILE } from '../../math/tile-code.ts';
import { openTiles } from '../../math/tiles.ts';

/** Responsibility that moves no mean: 100 000 rows of it come to less than a ten-millionth of one. */
const NEGLIGIBLE = 1e-12;

/** What each speaker is responsible for. */
interface ShareSums {
  /** Sum of the rows by share, one row of `dim` for each speaker. */
  readonly alpha: Float64Array;
  /** Sum of the shares of each speaker. */
  readonly mass: Float64Array;
}

/** The two sums over all rows and axes that a round of VBx takes. */
export interface VbxSums {
  /** Sums up the rows for each speaker by responsibility and weight, row by row; negligible shares move no mean. */
  sumShares(gamma: Float64Array, weights: Float64Array): ShareSums;
  /** Writes the product of every row and every mean of `alpha` to `out` [rows, groups], as `dot` sums it up. */
  writeProducts(out: Float64Array, alpha: Float64Array): void;
}

/** Lays `rows` rows of `dim` numbers out for both sums, for `groups` speakers. In use until the last sum (see `openTiles`). */
export function createVbxSums(rho: Float64Array, rows: number, dim: number, groups: number): VbxSums {
  const inRows = TILE * TILE;
  const inAxes = inRows + panelsLength(rows, dim);
  const inShares = inAxes + panelsLength(dim, rows);
  const inMeans = inShares + panelsLength(groups, rows);
  const { numbers, addProducts } = openTiles(inMeans + panelsLength(groups, dim));
  packRows(rho, 0, rows, dim, numbers, inRows);
  packColumns(rho, rows, dim, numbers, inAxes);

  const packShares = (gamma: Float64Array, weights: Float64Array): Float64Array => {
    const mass = new Float64Array(groups);
    numbers.fill(0, inShares, inMeans);
    for (let t = 0; t < rows; t += 1) {
      for (let s = 0; s < groups; s += 1) {
        const share = weights[t] * gamma[t * groups + s];
        mass[s] += share;
        if (share >= NEGLIGIBLE) numbers[inShares + (s - (s % TILE)) * rows + t * TILE + (s % TILE)] = share;
      }
    }
    return mass;
  };

  return {
    sumShares(gamma, weights) {
      const mass = packShares(gamma, weights);
      const alpha = new Float64Array(groups * dim);
      for (let s = 0; s < groups; s += TILE) {
        for (let d = 0; d < dim; d += TILE) {
          numbers.fill(0, 0, TILE * TILE);
          addProducts(inShares + s * rows, inAxes + d * rows, 0, rows);
          copyTile(numbers, alpha, groups, dim, s, d);
        }
      }
      return { alpha, mass };
    },
    writeProducts(out, alpha) {
      packRows(alpha, 0, groups, dim, numbers, inMeans);
      for (let t = 0; t < rows; t += TILE) {
        for (let s = 0; s < groups; s += TILE) {
          writeTile(addProducts, numbers, inRows + t * dim, inMeans + s * dim, 0, dim);
          copyTile(numbers, out, rows, groups, t, s);
        }
      }
    },
  };
}
