import { describe, expect, it } from 'vitest';
import { wordBoundaryErrors } from './word-boundary.ts';

const word = (text: string, startMs: number, endMs: number) => ({ text, startMs, endMs });

describe('wordBoundaryErrors', () => {
  it('compares only correctly recognised words', () => {
    const result = wordBoundaryErrors(
      [word('One,', 0, 100), word('two', 200, 300), word('three', 400, 500), word('four', 600, 700)],
      [word('one', 10, 90), word('too', 900, 950), word('three', 370, 520), word('four', 650, 700)],
    );
    expect(result.compared).toBe(3);
    expect(result.pairs.map((pair) => pair.startErrorMs)).toEqual([10, -30, 50]);
    expect(result.start).toEqual({ median: 30, p90: 46, max: 50, bias: 10 });
    expect(result.end).toEqual({ median: 10, p90: 18, max: 20, bias: 10 / 3 });
  });

  it('pairs repeated words by time where the text leaves a choice', () => {
    const result = wordBoundaryErrors(
      [word('no', 0, 100), word('no', 1000, 1100), word('no', 2000, 2100)],
      [word('no', 1005, 1105), word('no', 2005, 2105)],
    );
    expect(result.pairs.map((pair) => pair.reference)).toEqual([1, 2]);
    expect(result.start.max).toBe(5);
  });

  it('has no statistics without a common word', () => {
    expect(wordBoundaryErrors([word('a', 0, 1)], [word('b', 0, 1)])).toMatchObject({
      compared: 0,
      start: { median: undefined, p90: undefined },
    });
  });
});
