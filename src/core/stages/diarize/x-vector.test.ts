import { describe, expect, it } from 'vitest';
import { matrixOf } from '../../math/matrix.ts';
import { transformXVectors } from './x-vector.ts';

const rows = (...vectors: number[][]) => ({
  count: vectors.length,
  dim: vectors[0].length,
  data: Float32Array.from(vectors.flat()),
});

describe('transformXVectors', () => {
  it('centres, scales, reduces, centres and scales again', () => {
    // (4, 5, 1, 1) - (1, 1, 1, 1) = (3, 4, 0, 0), length 5, scaled to sqrt(4) = 2: (1.2, 1.6, 0, 0).
    // The analysis keeps the first axis and adds the others: (1.2, 1.6); minus (0, 0.7): (1.2, 0.9), length 1.5.
    // Scaled to sqrt(2): (0.8, 0.6) * sqrt(2).
    const lda = matrixOf([
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    const {
      data,
      rows: count,
      columns,
    } = transformXVectors(rows([4, 5, 1, 1]), {
      mean1: Float64Array.of(1, 1, 1, 1),
      lda,
      mean2: Float64Array.of(0, 0.7),
    });
    expect([count, columns]).toEqual([1, 2]);
    expect(data[0]).toBeCloseTo(0.8 * Math.SQRT2, 12);
    expect(data[1]).toBeCloseTo(0.6 * Math.SQRT2, 12);
  });

  it('leaves a vector equal to the mean at 0 instead of dividing by nothing', () => {
    const { data } = transformXVectors(rows([2, 3]), {
      mean1: Float64Array.of(2, 3),
      lda: matrixOf([[1], [1]]),
      mean2: Float64Array.of(0),
    });
    expect([...data]).toEqual([0]);
  });
});
