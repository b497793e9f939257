import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endTimes } from './end-times.ts';
import { finishTime } from './finish-time.ts';

describe('endTimes', () => {
  it('queues each job behind the lane that is free first', () => {
    expect(endTimes([10, 30, 5, 5], 2)).toEqual([10, 30, 15, 20]);
    expect(endTimes([10, 30, 5], 1)).toEqual([10, 40, 45]);
    expect(endTimes([10, undefined, 5], 1)).toEqual([10, undefined, undefined]);
  });

  it('ends with the whole queue', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), fc.integer({ min: 1, max: 8 }), (etas, lanes) => {
        const ends = endTimes(etas, lanes).map((end) => end ?? NaN);
        expect(Math.max(...ends)).toBe(finishTime(etas, lanes));
      }),
    );
  });
});
