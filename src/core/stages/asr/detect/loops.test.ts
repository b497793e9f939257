import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loopsIn, trailingLoop } from './loops.ts';

const repeat = <T>(round: readonly T[], times: number): T[] => Array.from({ length: times }, () => round).flat();

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

describe('loopsIn', () => {
  it('finds loops wherever they are, each once, at their shortest period', () => {
    const items = [9, ...repeat([1, 2, 3], 4), 8, 7, ...repeat([5], 13), 6];
    expect(loopsIn(items)).toEqual([
      { start: 1, period: 3, rounds: 4 },
      { start: 15, period: 1, rounds: 13 },
    ]);
    expect(loopsIn(repeat(['a', 'b', 'c'], 3))).toEqual([]);
    expect(loopsIn([])).toEqual([]);
  });

  it('finds a planted loop between other words, and nothing but equal rounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.uniqueArray(fc.nat(), { minLength: 3, maxLength: 24 }),
        fc.integer({ min: 4, max: 6 }),
        (before, round, rounds) => {
          const items = [...before.map((n) => `x${n}`), ...Array.from({ length: rounds }, () => round).flat(), 'end'];
          const found = loopsIn(items);
          expect(found.at(-1)).toEqual({ start: before.length, period: round.length, rounds });
          for (const { start, period, rounds: times } of found) {
            for (let i = start + period; i < start + times * period; i++) expect(items[i]).toBe(items[i - period]);
          }
        },
      ),
    );
  });
});
