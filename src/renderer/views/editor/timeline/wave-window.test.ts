import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clampView, panBy } from './timeline-view.ts';
import { levelFor, suits, windowFor } from './wave-window.ts';

const views = fc
  .record({
    startMs: fc.double({ min: 0, max: 43_200_000, noNaN: true }),
    pxPerSecond: fc.double({ min: 0, max: 2000, noNaN: true }),
    widthPx: fc.integer({ min: 10, max: 4000 }),
    lengthMs: fc.integer({ min: 1, max: 43_200_000 }),
  })
  .map(clampView);

it('draws a window that suits the view it is for, and one a little further on', () => {
  fc.assert(
    fc.property(views, fc.double({ min: -0.7, max: 0.7, noNaN: true }), (view, part) => {
      const window = windowFor(view);
      expect(suits(window, view)).toBe(true);
      expect(suits(window, panBy(view, view.widthPx * part))).toBe(true);
      expect(suits(window, { ...view, pxPerSecond: view.pxPerSecond * 1.01 })).toBe(false);
      expect((window.toMs - window.fromMs) / 1000).toBeLessThanOrEqual((view.widthPx / view.pxPerSecond) * 2.501);
    }),
  );
});

it('takes the coarsest zoom with a bin for each pixel', () => {
  const levels = [256, 1024, 4096, 16_384].map((samplesPerBin) => ({ samplesPerBin }));
  expect([2000, 62.5, 62, 15, 0.1].map((px) => levelFor(levels, 16_000, px))).toEqual([0, 0, 0, 1, 3]);
});
