import { describe, expect, it } from 'vitest';
import { createVbxSums } from './vbx-sums.ts';
import { type Rows, dot } from './vectors.ts';

// Around fours, and with axes that make up no whole four.
const SIZES = [
  [1, 1, 1],
  [7, 2, 3],
  [73, 5, 13],
  [150, 3, 32],
] as const;

/** Of single precision, so that they are the same as rows. */
function numbers(length: number, seed: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.fround(Math.sin((i + seed) * 12.9898) * 3));
}

function asRows(values: Float64Array, count: number, dim: number): Rows {
  return { count, dim, data: Float32Array.from(values) };
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
    const sums = createVbxSums(rho, rows, dim, groups).sumShares(gamma, weights);
    expect(sums.alpha).toEqual(alpha);
    expect(sums.mass).toEqual(mass);
  });

  it('multiplies every row with every mean, to the last bit', () => {
    const alpha = numbers(groups * dim, 5);
    const out = new Float64Array(rows * groups);
    createVbxSums(rho, rows, dim, groups).writeProducts(out, alpha);
    const [x, y] = [asRows(rho, rows, dim), asRows(alpha, groups, dim)];
    for (let t = 0; t < rows; t += 1) {
      for (let s = 0; s < groups; s += 1) expect(out[t * groups + s]).toBe(dot(x, t, y, s));
    }
  });
});
