import { describe, expect, it } from 'vitest';
import { cholesky, invertLower, invertPositive } from './cholesky.ts';
import { matrixOf } from './matrix.ts';

describe('cholesky', () => {
  it('gives the factor of the textbook example', () => {
    const a = matrixOf([
      [4, 12, -16],
      [12, 37, -43],
      [-16, -43, 98],
    ]);
    expect([...(cholesky(a)?.data ?? [])]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  });

  it.each([
    [
      'indefinite',
      [
        [1, 2],
        [2, 1],
      ],
    ],
    [
      'singular',
      [
        [1, 2],
        [2, 4],
      ],
    ],
    ['not a number', [[NaN]]],
    ['zero', [[0]]],
  ])('refuses a matrix that is %s', (_, rows) => {
    expect(cholesky(matrixOf(rows))).toBeUndefined();
  });
});

describe('inverses', () => {
  it('inverts a triangle and a positive matrix', () => {
    const lower = matrixOf([
      [2, 0],
      [4, 8],
    ]);
    expect([...invertLower(lower).data]).toEqual([0.5, 0, -0.25, 0.125]);
    // det = 4 * 3 - 2 * 2 = 8.
    const inverse = invertPositive(
      matrixOf([
        [4, 2],
        [2, 3],
      ]),
    );
    [3 / 8, -2 / 8, -2 / 8, 4 / 8].forEach((value, i) => expect(inverse?.data[i]).toBeCloseTo(value, 12));
  });
});
