import { describe, expect, it } from 'vitest';
import { trailingLoop } from './loop-guard.ts';

const repeat = (round: readonly number[], times: number): number[] => Array.from({ length: times }, () => round).flat();

describe('trailingLoop', () => {
  it('finds a loop at the end with its period and start', () => {
    expect(trailingLoop([9, 8, ...repeat([1, 2, 3], 4)])).toEqual({ period: 3, rounds: 4, start: 2 });
    expect(trailingLoop([9, ...repeat([5], 12)])).toEqual({ period: 1, rounds: 12, start: 1 });
    expect(trailingLoop(repeat([1, 2, 1, 3, 4], 5))).toMatchObject({ period: 5, rounds: 5 });
  });

  it('lets natural repetition pass', () => {
    expect(trailingLoop([4, ...repeat([5], 11)])).toBeUndefined();
    expect(trailingLoop(repeat([1, 2], 5))).toBeUndefined();
    expect(trailingLoop(repeat([1, 2, 3], 3))).toBeUndefined();
    expect(trailingLoop([])).toBeUndefined();
  });

  it('sees no loop that has ended', () => {
    expect(trailingLoop([...repeat([1, 2, 3], 6), 4])).toBeUndefined();
  });

  it('random digits practically never look like a loop', () => {
    let state = 1;
    const digits = Array.from({ length: 5000 }, () => (state = (state * 48_271) % 2_147_483_647) % 10);
    for (let end = 1; end <= digits.length; end++)
      expect(trailingLoop(digits.slice(Math.max(0, end - 100), end))).toBeUndefined();
  });
});
