import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../timeline/types.ts';
import { scoreDer } from './der.ts';
import { scoredTime } from './scored-time.ts';
import { speakerConfusion } from './speaker-confusion.ts';

const turns = (...rows: [number, number, string][]): Turn[] =>
  rows.map(([start, end, speaker]) => ({ startMs: start * 1000, endMs: end * 1000, speaker }));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('speakerConfusion', () => {
  it('says who was taken for whom in the pyannote example', () => {
    const table = speakerConfusion(
      scoredTime(
        turns([0, 10, 'A'], [12, 20, 'B'], [24, 27, 'A'], [30, 40, 'C']),
        turns([2, 13, 'a'], [13, 14, 'd'], [14, 20, 'b'], [22, 38, 'c'], [38, 40, 'd']),
      ),
    );
    expect(table.hypothesisIds).toEqual(['a', 'b', 'c', 'd']);
    expect(table.givenMs).toEqual([
      [8000, 0, 3000, 0],
      [1000, 6000, 0, 1000],
      [0, 0, 8000, 2000],
    ]);
    expect(table.missMs).toEqual([2000, 0, 0]);
    expect(table.falseAlarmMs).toEqual([2000, 0, 5000, 0]);
    // Main partners: a-A 8, b-B 6, c-C 8, d-C 2 of 29; by reference A 8, B 6, C 8 of 29.
    expect(table.purity).toBeCloseTo(24 / 29, 12);
    expect(table.coverage).toBeCloseTo(22 / 29, 12);
  });

  it('puts mapped speakers beside their reference and the rest behind them', () => {
    const table = speakerConfusion(
      scoredTime(turns([0, 5, 'A'], [5, 9, 'B']), turns([5, 9, 'p'], [20, 21, 'q'], [0, 5, 'z'])),
    );
    expect(table.hypothesisIds).toEqual(['z', 'p', 'q']);
    expect(table.falseAlarmMs).toEqual([0, 0, 1000]);
  });

  it('shares out what nobody can tell: two talk at once and one stranger is heard', () => {
    const table = speakerConfusion(
      scoredTime(turns([0, 10, 'A'], [10, 20, 'B'], [20, 24, 'A'], [20, 24, 'B']), [
        ...turns([0, 10, 'a'], [10, 20, 'b'], [20, 24, 'x']),
      ]),
    );
    expect(table.givenMs).toEqual([
      [10_000, 0, 2000],
      [0, 10_000, 2000],
    ]);
    expect(table.missMs).toEqual([2000, 2000]);
  });

  it('adds up to the parts of DER', () => {
    const anyTurns = fc.array(
      fc
        .record({
          startMs: fc.integer({ min: 0, max: 300 }),
          lengthMs: fc.integer({ min: 1, max: 100 }),
          speaker: fc.constantFrom('p', 'q', 'r', 's'),
        })
        .map(({ startMs, lengthMs, speaker }) => ({ startMs, endMs: startMs + lengthMs, speaker })),
      { maxLength: 12, size: 'max' },
    );
    fc.assert(
      fc.property(anyTurns, anyTurns, fc.constantFrom(0, 7), (ref, hyp, collarMs) => {
        const time = scoredTime(ref, hyp, { collarMs });
        const der = scoreDer(time);
        const table = speakerConfusion(time);
        expect(sum(table.missMs)).toBeCloseTo(der.missMs, 6);
        expect(sum(table.falseAlarmMs)).toBeCloseTo(der.falseAlarmMs, 6);
        expect(sum(table.givenMs.flat())).toBeCloseTo(der.correctMs + der.confusionMs, 6);
        const mapped = table.hypothesisIds.map((id, h) => {
          const r = table.referenceIds.indexOf(der.mapping.get(id) ?? '?');
          return table.givenMs[r]?.[h] ?? 0;
        });
        expect(sum(mapped)).toBeCloseTo(der.correctMs, 6);
        for (const share of [table.purity, table.coverage]) {
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
