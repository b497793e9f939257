import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../timeline/types.ts';
import { diarizationErrorRate } from './der.ts';
import { jaccardErrorRate } from './jer.ts';

const turns = (...rows: [number, number, string][]): Turn[] =>
  rows.map(([start, end, speaker]) => ({ startMs: start * 1000, endMs: end * 1000, speaker }));

describe('jaccardErrorRate', () => {
  it('is the mean over the reference speakers, worked out by hand', () => {
    // The example of the pyannote.metrics documentation. A: 8 s shared of 16, B: 6 of 8, C: 8 of 18.
    const reference = turns([0, 10, 'A'], [12, 20, 'B'], [24, 27, 'A'], [30, 40, 'C']);
    const hypothesis = turns([2, 13, 'a'], [13, 14, 'd'], [14, 20, 'b'], [22, 38, 'c'], [38, 40, 'd']);
    const { jer, speakers } = jaccardErrorRate(reference, hypothesis);
    expect(speakers.map((speaker) => [speaker.reference, speaker.hypothesis])).toEqual([
      ['A', 'a'],
      ['B', 'b'],
      ['C', 'c'],
    ]);
    expect(jer).toBeCloseTo((8 / 16 + 2 / 8 + 10 / 18) / 3, 12);
  });

  it('counts a speaker nobody found as wholly wrong, however little they say', () => {
    const result = jaccardErrorRate(turns([0, 99, 'A'], [99, 100, 'B']), turns([0, 100, 'x']));
    expect(result.jer).toBeCloseTo((0.01 + 1) / 2, 12);
    expect(result.speakers[1]).toEqual({ reference: 'B', error: 1 });
  });

  it('maps by Jaccard index where shared time alone would choose otherwise', () => {
    // x shares 5 s with A and 2 s with B, y 2 s with A. DER takes x-A (5 s); x-B and y-A share 4 s but fit better:
    // 2/7 + 2/10 against 5/12.
    const reference = turns([0, 10, 'A'], [10, 12, 'B']);
    const hypothesis = turns([0, 5, 'x'], [10, 12, 'x'], [5, 7, 'y']);
    const { speakers } = jaccardErrorRate(reference, hypothesis);
    expect(speakers.map((speaker) => speaker.hypothesis)).toEqual(['y', 'x']);
    expect(speakers.map((speaker) => speaker.error)).toEqual([1 - 2 / 10, 1 - 2 / 7]);
    expect([...diarizationErrorRate(reference, hypothesis).mapping]).toEqual([['x', 'A']]);
  });

  it('defines the empty cases', () => {
    expect(jaccardErrorRate([], []).jer).toBe(0);
    expect(jaccardErrorRate([], turns([0, 1, 'x'])).jer).toBe(1);
    expect(jaccardErrorRate(turns([0, 1, 'A']), []).jer).toBe(1);
  });
});

const anyTurns = fc.array(
  fc
    .record({
      startMs: fc.integer({ min: 0, max: 150 }),
      lengthMs: fc.integer({ min: 1, max: 60 }),
      speaker: fc.constantFrom('p', 'q', 'r', 's'),
    })
    .map(({ startMs, lengthMs, speaker }) => ({ startMs, endMs: startMs + lengthMs, speaker })),
  { maxLength: 10, size: 'max' },
);

/** The same by counting milliseconds and trying every mapping. */
function slowJer(ref: readonly Turn[], hyp: readonly Turn[]): number {
  const speakers = ['p', 'q', 'r', 's'];
  const times = (list: readonly Turn[], speaker: string) => {
    const all = new Set<number>();
    for (const turn of list) if (turn.speaker === speaker) for (let t = turn.startMs; t < turn.endMs; t++) all.add(t);
    return all;
  };
  const said = speakers.map((speaker) => times(ref, speaker)).filter((set) => set.size > 0);
  const heard = speakers.map((speaker) => times(hyp, speaker));
  if (said.length === 0) return hyp.length > 0 ? 1 : 0;
  const errors = said.map((a) =>
    heard.map((b) => {
      const shared = [...a].filter((t) => b.has(t)).length;
      return 1 - shared / (a.size + b.size - shared);
    }),
  );
  const best = (row: number, used: number[]): number => {
    if (row === errors.length) return 0;
    return Math.min(
      ...heard.flatMap((_, h) => (used.includes(h) ? [] : [(errors[row]?.[h] ?? 0) + best(row + 1, [...used, h])])),
    );
  };
  return best(0, []) / said.length;
}

describe('jaccardErrorRate, properties', () => {
  it('equals counting milliseconds under the best of all mappings', () => {
    fc.assert(
      fc.property(anyTurns, anyTurns, (ref, hyp) => {
        expect(jaccardErrorRate(ref, hyp).jer).toBeCloseTo(slowJer(ref, hyp), 9);
      }),
      { numRuns: 50 },
    );
  });

  it('is 0 for a relabelled copy, never above 1, and does not depend on names or order', () => {
    fc.assert(
      fc.property(anyTurns, anyTurns, (ref, hyp) => {
        const renamed = (list: readonly Turn[]) =>
          list.map((turn) => ({ ...turn, speaker: `x${900 - turn.speaker.charCodeAt(0)}` })).reverse();
        expect(jaccardErrorRate(ref, renamed(ref)).jer).toBe(0);
        const { jer } = jaccardErrorRate(ref, hyp);
        expect(jer).toBeLessThanOrEqual(1);
        expect(jer).toBeGreaterThanOrEqual(0);
        expect(jaccardErrorRate(renamed(ref), renamed(hyp)).jer).toBeCloseTo(jer, 9);
      }),
    );
  });
});
