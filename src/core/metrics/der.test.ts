import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../timeline/types.ts';
import { diarizationErrorRate } from './der.ts';

const turns = (...rows: [number, number, string][]): Turn[] =>
  rows.map(([start, end, speaker]) => ({ startMs: start * 1000, endMs: end * 1000, speaker }));

/** The example of the pyannote.metrics documentation, whose figures are published. */
const reference = turns([0, 10, 'A'], [12, 20, 'B'], [24, 27, 'A'], [30, 40, 'C']);
const hypothesis = turns([2, 13, 'a'], [13, 14, 'd'], [14, 20, 'b'], [22, 38, 'c'], [38, 40, 'd']);

describe('diarizationErrorRate', () => {
  it('agrees with the published pyannote.metrics example', () => {
    const result = diarizationErrorRate(reference, hypothesis);
    expect(result).toMatchObject({
      totalMs: 31_000,
      missMs: 2_000,
      falseAlarmMs: 7_000,
      confusionMs: 7_000,
      correctMs: 22_000,
    });
    expect(result.der).toBeCloseTo(0.516129, 7);
    expect([...result.mapping]).toEqual([
      ['a', 'A'],
      ['b', 'B'],
      ['c', 'C'],
    ]);
  });

  it('counts overlapped reference speech per speaker, or leaves it out', () => {
    const overlapping = turns([0, 13, 'A'], [12, 20, 'B'], [24, 27, 'A'], [30, 40, 'C']);
    expect(diarizationErrorRate(overlapping, hypothesis).totalMs).toBe(34_000);
    expect(diarizationErrorRate(overlapping, hypothesis, { skipOverlap: true }).totalMs).toBe(32_000);
  });

  it('scores half a missed overlap as half the speaker time', () => {
    const result = diarizationErrorRate(turns([0, 4, 'A'], [2, 4, 'B']), turns([0, 4, 'x']));
    expect(result).toMatchObject({ totalMs: 6_000, missMs: 2_000, correctMs: 4_000, confusionMs: 0, der: 1 / 3 });
  });

  it('does not score the collar on each side of a reference boundary', () => {
    // Scored: 0.25..9.75 only; the hypothesis starts 1 s late, of which 0.75 s is scored.
    const result = diarizationErrorRate(turns([0, 10, 'A']), turns([1, 10, 'x']), { collarMs: 250 });
    expect(result).toMatchObject({ totalMs: 9_500, missMs: 750, falseAlarmMs: 0 });
  });

  it('scores only the evaluation map', () => {
    const uem = [
      { startMs: 0, endMs: 5_000 },
      { startMs: 5_000, endMs: 11_000 },
    ];
    expect(diarizationErrorRate(reference, hypothesis, { uem })).toMatchObject({
      totalMs: 10_000,
      missMs: 2_000,
      falseAlarmMs: 1_000,
      confusionMs: 0,
    });
  });

  it('maps one hypothesis speaker to one reference speaker only', () => {
    const result = diarizationErrorRate(turns([0, 6, 'A'], [6, 10, 'B']), turns([0, 10, 'x']));
    expect(result).toMatchObject({ confusionMs: 4_000, correctMs: 6_000, der: 0.4 });
    const split = diarizationErrorRate(turns([0, 10, 'A']), turns([0, 6, 'x'], [6, 10, 'y']));
    expect(split).toMatchObject({ confusionMs: 4_000, correctMs: 6_000, der: 0.4 });
    expect([...split.mapping]).toEqual([['x', 'A']]);
  });

  it('defines the empty cases', () => {
    expect(diarizationErrorRate([], [])).toMatchObject({ der: 0, totalMs: 0 });
    expect(diarizationErrorRate([], turns([0, 1, 'x']))).toMatchObject({ der: 1, falseAlarmMs: 1_000 });
    expect(diarizationErrorRate(turns([0, 1, 'A']), [])).toMatchObject({ der: 1, missMs: 1_000 });
  });
});

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

/** Same measure by counting milliseconds one by one and trying every mapping. */
function slowDer(ref: readonly Turn[], hyp: readonly Turn[]) {
  const speakers = ['p', 'q', 'r', 's'];
  const at = (list: readonly Turn[], t: number) => [
    ...new Set(list.filter((x) => x.startMs <= t && t < x.endMs).map((x) => x.speaker)),
  ];
  const permutations = (list: string[]): string[][] =>
    list.length === 0 ? [[]] : list.flatMap((x) => permutations(list.filter((y) => y !== x)).map((p) => [x, ...p]));
  let missMs = 0;
  let falseAlarmMs = 0;
  let matchable = 0;
  const pair = new Map<string, number>();
  for (let t = 0; t < 400; t++) {
    const r = at(ref, t);
    const h = at(hyp, t);
    missMs += Math.max(0, r.length - h.length);
    falseAlarmMs += Math.max(0, h.length - r.length);
    matchable += Math.min(r.length, h.length);
    for (const a of r) for (const b of h) pair.set(a + b, (pair.get(a + b) ?? 0) + 1);
  }
  const correctMs = Math.max(
    ...permutations(speakers).map((p) => p.reduce((sum, b, i) => sum + (pair.get(`${speakers[i]}${b}`) ?? 0), 0)),
  );
  return { missMs, falseAlarmMs, correctMs, confusionMs: matchable - correctMs };
}

describe('diarizationErrorRate, properties', () => {
  it('equals counting milliseconds under the best of all mappings', () => {
    fc.assert(
      fc.property(anyTurns, anyTurns, (ref, hyp) => {
        expect(diarizationErrorRate(ref, hyp)).toMatchObject(slowDer(ref, hyp));
      }),
      { numRuns: 60 },
    );
  });

  it('is 0 for a relabelled copy and above 0 once any scored time differs', () => {
    const names = new Map([
      ['p', 'x'],
      ['q', 'p'],
      ['r', 'r'],
      ['s', 'q'],
    ]);
    fc.assert(
      fc.property(anyTurns, (ref) => {
        const copy = ref.map((turn) => ({ ...turn, speaker: names.get(turn.speaker) ?? '' })).reverse();
        expect(diarizationErrorRate(ref, copy).der).toBe(0);
        const longer = [...copy, { startMs: 500, endMs: 501, speaker: 'x' }];
        expect(diarizationErrorRate(ref, longer).falseAlarmMs).toBe(1);
        expect(diarizationErrorRate(ref, longer).der).toBeGreaterThan(0);
      }),
    );
  });

  it('adds up, swaps miss and false alarm with the sides, and ignores shifts', () => {
    fc.assert(
      fc.property(anyTurns, anyTurns, (ref, hyp) => {
        const forth = diarizationErrorRate(ref, hyp);
        const back = diarizationErrorRate(hyp, ref);
        expect(forth.missMs + forth.confusionMs + forth.correctMs).toBe(forth.totalMs);
        expect([back.falseAlarmMs, back.missMs, back.confusionMs, back.correctMs]).toEqual([
          forth.missMs,
          forth.falseAlarmMs,
          forth.confusionMs,
          forth.correctMs,
        ]);
        const shift = (list: readonly Turn[]) =>
          list.map((turn) => ({ ...turn, startMs: turn.startMs + 777, endMs: turn.endMs + 777 }));
        expect(diarizationErrorRate(shift(ref), shift(hyp)).der).toBe(forth.der);
      }),
    );
  });
});
