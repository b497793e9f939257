import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelDigits, labelStepMs, partsOf } from './ruler-ticks.ts';

it('gives labels their room, and not ten times as much, at every zoom', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 2000, noNaN: true }), fc.integer({ min: 20, max: 200 }), (zoom, room) => {
      const step = labelStepMs(zoom, room);
      const px = (step / 1000) * zoom;
      expect(px).toBeGreaterThanOrEqual(room * 0.999);
      if (step > 10) expect(px).toBeLessThanOrEqual(room * 4);
    }),
  );
});

it('divides steps into whole milliseconds', () => {
  for (const step of [10, 20, 50, 100, 200, 500, 1000, 5000, 15_000, 30_000, 60_000, 120_000, 3_600_000, 7_200_000]) {
    expect(step % partsOf(step)).toBe(0);
  }
});

it('tells neighbouring labels apart', () => {
  expect([20, 100, 500, 1000, 60_000].map(labelDigits)).toEqual([3, 1, 1, 0, 0]);
});
