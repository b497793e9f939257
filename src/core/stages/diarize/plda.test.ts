import { describe, expect, it } from 'vitest';
import { matrixOf, multiply, transpose } from '../../math/matrix.ts';
import { createPlda, diagonalise } from './plda.ts';

const identity = matrixOf([
  [1, 0],
  [0, 1],
]);
/** Passes vectors of length sqrt(2) through unchanged. */
const plain = { mean1: Float64Array.of(0, 0), lda: identity, mean2: Float64Array.of(0, 0) };

describe('diagonalise', () => {
  it('makes scatters known by hand diagonal', () => {
    // Voices differ by 12 along the first axis and by 3 along the second; one voice scatters by 4 and by 1.
    const found = diagonalise(
      matrixOf([
        [12, 0],
        [0, 3],
      ]),
      matrixOf([
        [4, 0],
        [0, 3],
      ]),
    );
    expect(found?.phi[0]).toBeCloseTo(3, 12);
    expect(found?.phi[1]).toBeCloseTo(1, 12);
    expect(found?.axes.data[0]).toBeCloseTo(1 / 2, 12);
    expect(found?.axes.data[3]).toBeCloseTo(1 / Math.sqrt(3), 12);
  });
});

describe('createPlda', () => {
  it('gives back the axes of the file up to their sign, the most telling first', () => {
    // tr tr-transposed need not be the identity: the axes are skewed on purpose.
    const tr = matrixOf([
      [2, 1],
      [0, 3],
    ]);
    const plda = createPlda({ ...plain, mu: Float64Array.of(0.5, 0), tr, psi: Float64Array.of(0.25, 9) });
    expect(plda.dim).toBe(2);
    expect(plda.phi[0]).toBeCloseTo(9, 9);
    expect(plda.phi[1]).toBeCloseTo(0.25, 9);
    // (1, 1) has length sqrt(2) already; minus mu it is (0.5, 1), which tr maps to (2, 3).
    const { data } = plda.project({ count: 1, dim: 2, data: Float32Array.of(1, 1) });
    expect(Math.abs(data[0])).toBeCloseTo(3, 6);
    expect(Math.abs(data[1])).toBeCloseTo(2, 6);
  });

  it('whitens the scatter that the file describes', () => {
    const tr = matrixOf([
      [0.7, -0.2],
      [0.4, 1.1],
    ]);
    const psi = Float64Array.of(5, 2);
    const plda = createPlda({ ...plain, mu: Float64Array.of(0, 0), tr, psi });
    expect(plda.phi[0]).toBeCloseTo(5, 9);
    // Differences of two projections show the axes: two points suffice in two dimensions.
    const points = plda.project({ count: 2, dim: 2, data: Float32Array.of(Math.SQRT2, 0, 0, Math.SQRT2) });
    const axes = transpose({ ...points, data: points.data.map((value) => value / Math.SQRT2) });
    const gram = multiply(transpose(axes), axes);
    const expected = multiply(transpose(tr), tr);
    gram.data.forEach((value, i) => expect(value).toBeCloseTo(expected.data[i], 6));
  });

  it('refuses axes that do not span the space', () => {
    const tr = matrixOf([
      [1, 1],
      [1, 1],
    ]);
    const make = (): unknown => createPlda({ ...plain, mu: Float64Array.of(0, 0), tr, psi: Float64Array.of(1, 1) });
    expect(make).toThrow(expect.objectContaining({ code: 'model-corrupt' }));
  });
});
