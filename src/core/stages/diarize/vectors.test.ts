import { describe, expect, it } from 'vitest';
import { dot, groupMeans, normalisedRows, squaredDistance } from './vectors.ts';

const rows = { count: 3, dim: 2, data: Float32Array.of(3, 4, 0, 0, 0, 2) };

describe('rows', () => {
  it('picks and normalises rows, leaving zeros alone', () => {
    const picked = normalisedRows(rows, [2, 0, 1]);
    expect([...picked.data].map((value) => Number(value.toFixed(6)))).toEqual([0, 1, 0.6, 0.8, 0, 0]);
  });

  it.each([2, 4, 5, 7])('computes products and distances at dimension %i', (dim) => {
    const a = { count: 2, dim, data: Float32Array.from({ length: 2 * dim }, (_, i) => i + 1) };
    let product = 0;
    let distance = 0;
    for (let d = 0; d < dim; d += 1) {
      product += (d + 1) * (dim + d + 1);
      distance += dim * dim;
    }
    expect(dot(a, 0, a, 1)).toBe(product);
    expect(squaredDistance(a, 0, a, 1)).toBe(distance);
  });

  it('weighs the means of groups', () => {
    const means = groupMeans(rows, Int32Array.of(0, 0, 2), Float64Array.of(1, 3, 1), 3);
    expect([...means.data]).toEqual([0.75, 1, 0, 0, 0, 2]);
  });
});
