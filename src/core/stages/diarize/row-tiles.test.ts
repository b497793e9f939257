import { describe, expect, it } from 'vitest';
import { pairDistances, rowDistances, rowProducts } from './row-tiles.ts';
import { type Rows, dot, squaredDistance } from './vectors.ts';

function rowsOf(count: number, dim: number, seed: number): Rows {
  return { count, dim, data: Float32Array.from({ length: count * dim }, (_, i) => Math.sin((i + seed) * 12.9898) * 3) };
}

// Around fours and the size of a chunk, and with axes that make up no whole four.
describe.each([
  [1, 1, 1],
  [3, 5, 2],
  [8, 4, 16],
  [259, 6, 13],
])('%i rows and %i rows of %i numbers', (count, others, dim) => {
  const a = rowsOf(count, dim, 1);
  const b = rowsOf(others, dim, 9);

  it('are multiplied as `dot` does, to the last bit', () => {
    const products = rowProducts(a, b);
    expect(products).toHaveLength(count * others);
    products.forEach((value, at) => {
      if (value !== dot(a, Math.floor(at / others), b, at % others)) expect.fail(`number ${at} differs`);
    });
  });

  it('are as far apart as `squaredDistance` says, to the last bit', () => {
    const distances = rowDistances(a, b);
    expect(distances).toHaveLength(count * others);
    distances.forEach((value, at) => {
      if (value !== squaredDistance(a, Math.floor(at / others), b, at % others)) expect.fail(`number ${at} differs`);
    });
  });

  it('have a table of all pairs', () => {
    const table = pairDistances(a);
    expect(table).toHaveLength((count * (count - 1)) / 2);
    for (let i = 0, at = 0; i < count; i += 1) {
      for (let j = 0; j < i; j += 1, at += 1) {
        if (table[at] !== squaredDistance(a, i, a, j)) expect.fail(`pair ${i}, ${j} differs`);
      }
    }
  });
});

it('gives nothing for no rows', () => {
  expect(rowProducts(rowsOf(0, 4, 0), rowsOf(3, 4, 0))).toHaveLength(0);
  expect(rowProducts(rowsOf(3, 4, 0), rowsOf(0, 4, 0))).toHaveLength(0);
  expect(pairDistances(rowsOf(0, 4, 0))).toHaveLength(0);
});
