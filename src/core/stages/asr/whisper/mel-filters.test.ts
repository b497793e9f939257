import { describe, expect, it } from 'vitest';
import { hzToMel, melToHz, slaneyMelFilters } from './mel-filters.ts';

describe('mel scale', () => {
  it('is linear below 1 kHz, continuous there, and inverts', () => {
    expect(hzToMel(500)).toBeCloseTo(7.5, 12);
    expect(hzToMel(1000)).toBeCloseTo(15, 12);
    // 6.4 kHz lies 27 steps above 1 kHz by definition of the scale.
    expect(hzToMel(6400)).toBeCloseTo(42, 12);
    for (const hz of [0, 333, 999, 1001, 4000, 8000]) expect(melToHz(hzToMel(hz))).toBeCloseTo(hz, 8);
  });
});

describe('slaneyMelFilters', () => {
  it.each([80, 128])('%i filters cover every inner bin and rise and fall once', (count) => {
    const filters = slaneyMelFilters(count, 400, 16_000);
    expect(filters).toHaveLength(count);
    const touched = new Set<number>();
    for (const { firstBin, weights } of filters) {
      expect(weights.length).toBeGreaterThan(0);
      const peak = weights.indexOf(Math.max(...weights));
      weights.forEach((weight, i) => {
        expect(weight).toBeGreaterThan(0);
        touched.add(firstBin + i);
        if (i > 0 && i <= peak) expect(weight).toBeGreaterThan(weights[i - 1]);
        if (i > peak) expect(weight).toBeLessThan(weights[i - 1]);
      });
    }
    for (let bin = 1; bin < 200; bin++) expect(touched.has(bin)).toBe(true);
  });

  it('wide filters hold unit area: weights times bin width sum to about 1', () => {
    const last = slaneyMelFilters(80, 400, 16_000).at(-1)!;
    expect(last.weights.reduce((sum, weight) => sum + weight, 0) * 40).toBeCloseTo(1, 1);
  });
});
