import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finishTime } from './finish-time.ts';

it('adds up jobs that run one after the other and packs those that run side by side', () => {
  expect(finishTime([], 3)).toBe(0);
  expect(finishTime([30, 20, 10], 1)).toBe(60);
  expect(finishTime([30, 20, 10], 2)).toBe(30);
  expect(finishTime([30, undefined], 2)).toBeUndefined();
});

it('is never before the longest job nor before the work spread evenly, and never after all in a row', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), fc.integer({ min: 1, max: 8 }), (etas, lanes) => {
      const sum = etas.reduce((total, eta) => total + eta, 0);
      const finish = finishTime(etas, lanes) ?? -1;
      expect(finish).toBeGreaterThanOrEqual(Math.max(...etas, Math.floor(sum / lanes)));
      expect(finish).toBeLessThanOrEqual(sum);
    }),
  );
});
