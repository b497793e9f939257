import { describe, expect, it } from 'vitest';
import { normaliseFeatures } from './normalise-features.ts';

describe('normaliseFeatures', () => {
  it('takes the mean of each column away', () => {
    const features = Float32Array.from([1, 10, 3, 20]);
    normaliseFeatures(features, 2, 'mean');
    expect([...features]).toEqual([-1, -5, 1, 5]);
  });

  it('divides by the unbiased deviation plus the guard', () => {
    const features = Float32Array.from([1, 2, 3]);
    normaliseFeatures(features, 1, 'mean-and-deviation');
    expect(features[0]).toBeCloseTo(-1 / 1.00001, 6);
    expect(features[2]).toBeCloseTo(1 / 1.00001, 6);
  });

  it('gives zeros, not infinities, for a single frame and for constant features', () => {
    for (const features of [Float32Array.of(5), Float32Array.of(5, 5, 5)]) {
      normaliseFeatures(features, 1, 'mean-and-deviation');
      expect([...features].every((value) => value === 0)).toBe(true);
    }
  });

  it('lifts what is 80 dB under the loudest value of the whole sample before the mean', () => {
    const features = Float32Array.from([0, -100, -20, -60]);
    normaliseFeatures(features, 2, 'top-db');
    // -100 becomes -80; the columns (0, -20) and (-80, -60) have the means -10 and -70.
    expect([...features]).toEqual([10, -10, -10, 10]);
  });

  it('leaves samples and nothing alone', () => {
    const features = Float32Array.of(1, 2);
    normaliseFeatures(features, 1, 'none');
    expect([...features]).toEqual([1, 2]);
    normaliseFeatures(new Float32Array(0), 80, 'top-db');
  });
});
