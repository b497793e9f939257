import { describe, expect, it } from 'vitest';
import { sumShares, toBlocks, writeProducts } from './vbx-sums.ts';

// Around the sizes of blocks, of fours and of eights, and with axes that make up no whole four.
const SIZES = [
  [1, 1, 1],
  [7, 2, 3],
  [73, 5, 13],
  [150, 3, 32],
] as const;

function numbers(length: number, seed: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin((i + seed) * 12.9898) * 3);
}

describe.each(SIZES)('%i rows, %i speakers, %i axes', (rows, groups, dim) => {
  const rho = numbers(rows * dim, 1);

  it('sums up as if row by row, without negligible shares', () => {
    const weights = Float64Array.from({ length: rows }, (_, t) => 1 + (t % 3));
    const gamma = Float64Array.from({ length: rows * groups }, (_, i) => (i % 4 === 3 ? 1e-13 : 1 / (1 + (i % 5))));
    const alpha = new Float64Array(groups * dim);
    const mass = new Float64Array(groups);
    for (let t = 0; t < rows; t += 1) {
      for (let s = 0; s < groups; s += 1) {
        const share = weights[t] * gamma[t * groups + s];
        mass[s] += share;
        for (let d = 0; share >= 1e-12 && d < dim; d += 1) alpha[s * dim + d] += share * rho[t * dim + d];
      }
    }
    const sums = sumShares(gamma, rho, weights, groups, dim);
    expect(sums.alpha).toEqual(alpha);
    expect(sums.mass).toEqual(mass);
  });

  it('multiplies every row with every mean that is heard, and leaves the others', () => {
    const alpha = numbers(groups * dim, 5);
    const heard = [...Array(groups).keys()].filter((s) => s % 2 === 0);
    const out = new Float64Array(rows * groups);
    writeProducts(out, toBlocks(rho, rows, dim), alpha, heard, rows, groups);
    for (let t = 0; t < rows; t += 1) {
      for (let s = 0; s < groups; s += 1) {
        let product = 0;
        for (let d = 0; d < dim; d += 1) product += rho[t * dim + d] * alpha[s * dim + d];
        expect(out[t * groups + s]).toBeCloseTo(s % 2 === 0 ? product : 0, 9);
      }
    }
  });
});
