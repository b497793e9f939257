import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise } from '../support/noise.ts';
import { bestLikeness, decimate, levelDb, SILENCE_DB } from '../../src/core/audio/correlation.ts';

describe('bestLikeness', () => {
  it('finds the delay, the polarity and nothing of the gain of a copy', () => {
    const delay = fc.integer({ min: -40, max: 40 });
    const gain = fc.double({ min: 0.01, max: 5, noNaN: true });
    fc.assert(
      fc.property(delay, gain, fc.boolean(), fc.nat(), (lag, factor, turned, seed) => {
        const a = noise(1000, seed);
        const b = a.map((_, at) => (a[at - lag] ?? 0) * factor * (turned ? -1 : 1));
        const found = bestLikeness(a, b, 40);
        expect(found.lag).toBe(lag);
        expect(found.correlation).toBeCloseTo(turned ? -1 : 1, 3);
      }),
      { numRuns: 30 },
    );
  });

  it('sees little in common between independent sounds and nothing in silence', () => {
    expect(Math.abs(bestLikeness(noise(2000, 1), noise(2000, 2), 40).correlation)).toBeLessThan(0.2);
    expect(bestLikeness(noise(2000, 1), new Float32Array(2000), 40)).toEqual({ correlation: 0, lag: 0 });
  });
});

it('measures levels in dB of full scale', () => {
  expect(levelDb(new Float32Array(100).fill(0.1))).toBeCloseTo(-20, 5);
  expect(levelDb(new Float32Array(100))).toBe(SILENCE_DB);
  expect(levelDb(Float32Array.of(NaN, Infinity, 0, 0))).toBe(SILENCE_DB);
});

it('keeps the mean of each group of samples', () => {
  expect(Array.from(decimate(Float32Array.of(1, 3, 5, 7, 9), 2))).toEqual([2, 6]);
});
