import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generalisedEigen } from './generalised-eigen.ts';
import { type Matrix, matrixOf, multiply, transpose } from './matrix.ts';

describe('generalisedEigen', () => {
  it('divides one diagonal by the other and scales to the second', () => {
    const solved = generalisedEigen(
      matrixOf([
        [6, 0],
        [0, 8],
      ]),
      matrixOf([
        [4, 0],
        [0, 1],
      ]),
    );
    expect([...(solved?.values ?? [])]).toEqual([8, 1.5]);
    // vᵀ b v = 1: 1 along the second axis, 1 / sqrt(4) along the first.
    expect([...(solved?.vectors.data ?? [])]).toEqual([0, 1, 0.5, 0]);
  });

  it('makes the second matrix the identity and the first the eigenvalues', () => {
    const square = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2 * n * n, maxLength: 2 * n * n }),
      );
    fc.assert(
      fc.property(square, (entries) => {
        const n = Math.sqrt(entries.length / 2);
        const part = (k: number): Matrix => ({
          rows: n,
          columns: n,
          data: Float64Array.from(entries.slice(k * n * n, (k + 1) * n * n)),
        });
        const a = multiply(part(0), transpose(part(0)));
        const b = multiply(part(1), transpose(part(1)));
        for (let i = 0; i < n; i += 1) b.data[i * n + i] += 1;
        const solved = generalisedEigen(a, b);
        if (solved === undefined) throw new Error('b is positive definite');
        const { values, vectors } = solved;
        const within = multiply(multiply(vectors, b), transpose(vectors));
        const between = multiply(multiply(vectors, a), transpose(vectors));
        for (let i = 0; i < n; i += 1) {
          for (let j = 0; j < n; j += 1) {
            expect(within.data[i * n + j]).toBeCloseTo(i === j ? 1 : 0, 9);
            expect(between.data[i * n + j]).toBeCloseTo(i === j ? values[i] : 0, 7);
          }
        }
      }),
    );
  });

  it('says when the second matrix is not positive definite', () => {
    const a = matrixOf([[1]]);
    expect(generalisedEigen(a, matrixOf([[-1]]))).toBeUndefined();
  });
});
