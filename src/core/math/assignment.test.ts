import fc from 'fast-check';
import munkres from 'munkres-js';
import { describe, expect, it } from 'vitest';
import { maximumAssignment } from './assignment.ts';

function total(weights: number[][], assignment: number[]): number {
  return assignment.reduce((sum, column, row) => sum + (column < 0 ? 0 : (weights[row]?.[column] ?? NaN)), 0);
}

/** Every way to give each row its own column, or each column its own row, whichever side is smaller. */
function bruteForce(weights: number[][]): number {
  const columns = weights[0]?.length ?? 0;
  const size = Math.min(weights.length, columns);
  const visit = (row: number, used: number[]): number => {
    if (row === weights.length) return used.length === size ? 0 : -Infinity;
    let best = weights.length > columns ? visit(row + 1, used) : -Infinity;
    for (let column = 0; column < columns; column++) {
      if (used.includes(column)) continue;
      best = Math.max(best, (weights[row]?.[column] ?? 0) + visit(row + 1, [...used, column]));
    }
    return best;
  };
  return visit(0, []);
}

function matrices(size: number): fc.Arbitrary<number[][]> {
  const side = fc.integer({ min: 1, max: size });
  return fc.tuple(side, side).chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: -20, max: 50 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
}

describe('maximumAssignment', () => {
  it('gives up a large weight when the sum is larger without it', () => {
    expect(
      maximumAssignment([
        [10, 9],
        [9, 1],
      ]),
    ).toEqual([1, 0]);
  });

  it('leaves rows free when columns run out, and handles empty input', () => {
    expect(maximumAssignment([[1], [5], [3]])).toEqual([-1, 0, -1]);
    expect(maximumAssignment([])).toEqual([]);
    expect(maximumAssignment([[], []])).toEqual([-1, -1]);
  });

  it('equals exhaustive search', () => {
    fc.assert(
      fc.property(matrices(5), (weights) => {
        const assignment = maximumAssignment(weights);
        const used = assignment.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(total(weights, assignment)).toBe(bruteForce(weights));
      }),
    );
  });

  it('reaches the sum that munkres-js reaches', () => {
    fc.assert(
      fc.property(matrices(12), (weights) => {
        const pairs = munkres(weights.map((row) => row.map((weight) => -weight)));
        const expected = pairs.reduce((sum, [row, column]) => sum + (weights[row]?.[column] ?? NaN), 0);
        expect(total(weights, maximumAssignment(weights))).toBe(expected);
      }),
    );
  });
});
