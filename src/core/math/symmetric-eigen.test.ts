import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Matrix, matrixOf, multiply, transpose } from './matrix.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

function close(a: Matrix, b: Matrix, digits = 10): void {
  a.data.forEach((value, i) => expect(value).toBeCloseTo(b.data[i], digits));
}

function diagonal(values: Float64Array): Matrix {
  return matrixOf([...values].map((value, i) => [...values].map((_, j) => (i === j ? value : 0))));
}

describe('symmetricEigen', () => {
  it('solves the 2 x 2 case known by hand: 3 along the diagonal, 1 across it', () => {
    const { values, vectors } = symmetricEigen(
      matrixOf([
        [2, 1],
        [1, 2],
      ]),
    );
    const r = Math.SQRT1_2;
    expect(values[0]).toBeCloseTo(3, 12);
    expect(values[1]).toBeCloseTo(1, 12);
    expect(vectors.data[0]).toBeCloseTo(r, 12);
    expect(vectors.data[1]).toBeCloseTo(r, 12);
    expect(vectors.data[2]).toBeCloseTo(-vectors.data[3], 12);
  });

  it('knows the spectrum of a chain of springs: 2 - 2 cos(k pi / (n + 1))', () => {
    const n = 40;
    const rows = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)));
    symmetricEigen(matrixOf(rows)).values.forEach((value, k) => expect(value).toBeCloseTo(expected[k], 11));
  });

  it('leaves a diagonal in falling order, equal values included', () => {
    const { values, vectors } = symmetricEigen(diagonal(Float64Array.of(1, 5, 5, -2)));
    expect([...values]).toEqual([5, 5, 1, -2]);
    expect([...vectors.data]).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('rebuilds any symmetric matrix from orthonormal vectors', () => {
    const squares = fc
      .integer({ min: 1, max: 7 })
      .chain((n) => fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: n * n, maxLength: n * n }));
    fc.assert(
      fc.property(squares, (entries) => {
        const n = Math.sqrt(entries.length);
        const half: Matrix = { rows: n, columns: n, data: Float64Array.from(entries) };
        const a: Matrix = { ...half, data: half.data.map((value, i) => value + transpose(half).data[i]) };
        const { values, vectors } = symmetricEigen(a);
        close(multiply(vectors, transpose(vectors)), diagonal(new Float64Array(n).fill(1)));
        close(multiply(multiply(transpose(vectors), diagonal(values)), vectors), a, 8);
      }),
    );
  });
});
