import { describe, expect, it } from 'vitest';
import { openTiles, plainTiles, type Tiles } from './tiles.ts';

const A = 16;
const B = 480;
const STEPS = 97;

/** What a plain loop gives for row r and column c, on top of what was there. */
function expected(numbers: Float64Array, term: (x: number, y: number) => number): number[] {
  const tile: number[] = [];
  for (let c = 0; c < 4; c += 1) {
    for (let r = 0; r < 4; r += 1) {
      let sum = 0;
      for (let k = 0; k < STEPS; k += 1) sum += term(numbers[A + 4 * k + r], numbers[B + 4 * k + c]);
      tile.push(numbers[c * 4 + r] + sum);
    }
  }
  return tile;
}

function filled({ numbers, ...tiles }: Tiles): Tiles {
  for (let i = 0; i < 1000; i += 1) numbers[i] = Math.sin(i * 78.233) * 10 ** (i % 5);
  return { numbers, ...tiles };
}

describe.each([
  ['with vectors', openTiles],
  ['without', plainTiles],
] as const)('tiles %s', (_, open) => {
  it('adds products in the order of a plain loop, to the last bit', () => {
    const { numbers, addProducts } = filled(open(1000));
    const wanted = expected(numbers, (x, y) => x * y);
    addProducts(A, B, 0, STEPS);
    expect([...numbers.subarray(0, 16)]).toEqual(wanted);
  });

  it('adds squared differences likewise', () => {
    const { numbers, addSquares } = filled(open(1000));
    const wanted = expected(numbers, (x, y) => (x - y) * (x - y));
    addSquares(A, B, 0, STEPS);
    expect([...numbers.subarray(0, 16)]).toEqual(wanted);
  });

  it('takes a single step', () => {
    const { numbers, addProducts } = filled(open(1000));
    const wanted = numbers[5] + numbers[A + 1] * numbers[B + 1];
    addProducts(A, B, 0, 1);
    expect(numbers[5]).toBe(wanted);
  });
});

describe('openTiles', () => {
  it('uses the vectors of the machine', () => {
    const { numbers } = openTiles(16);
    expect(numbers.length).toBeGreaterThanOrEqual(16);
    expect(openTiles(16).addProducts).toBe(openTiles(16).addProducts);
  });

  it('makes room for what is asked', () => {
    const { numbers, addProducts } = openTiles(300_000);
    numbers.fill(0, 299_000);
    numbers.fill(2, 299_976, 299_980);
    numbers.fill(3, 299_980, 299_984);
    addProducts(299_976, 299_980, 299_984, 1);
    expect([...numbers.subarray(299_984, 300_000)]).toEqual(Array(16).fill(6));
  });
});
