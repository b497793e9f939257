import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largestFootprints, medianSpeed, type RecogniserRun, speedOf, withRun } from './asr-runs.ts';

const run = (atMs: number, audioSecondsPerSecond: number, batch = 1, bytes?: number): RecogniserRun => ({
  atMs,
  audioSecondsPerSecond,
  batch,
  ...(bytes === undefined ? {} : { bytes }),
});
const all = (runs: readonly RecogniserRun[]): readonly RecogniserRun[] =>
  runs.reduce<readonly RecogniserRun[]>((known, one) => withRun(known, one), []);

it('takes no speed from a few seconds, nor one that a clock invented', () => {
  expect(speedOf(20_000, 4000)).toBe(5);
  expect(speedOf(4999, 1000)).toBeUndefined();
  expect(speedOf(60_000, 0)).toBeUndefined();
  expect(speedOf(60_000, Number.NaN)).toBeUndefined();
});

it('is not moved by one odd run', () => {
  expect(medianSpeed([run(1, 5), run(2, 0.01), run(3, 5.2)])).toBe(5);
  expect(medianSpeed([run(1, 4), run(2, 6)])).toBe(5);
  expect(medianSpeed([{ atMs: 1, batch: 1 }])).toBeUndefined();
});

it('forgets old runs, and hears a run that goes on once', () => {
  const many = Array.from({ length: 30 }, (_, i) => run(i, i + 1));
  expect(all(many).map(({ atMs }) => atMs)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29]);
  expect(withRun([run(1, 5), run(2, 5)], run(1, 7))).toEqual([run(2, 5), run(1, 7)]);
});

it('keeps the most that each batch size took', () => {
  const runs = [run(1, 1, 4, 900), run(2, 1, 1, 500), run(3, 1, 4, 1000), run(4, 1, 2)];
  expect(largestFootprints(runs)).toEqual([
    { batch: 1, bytes: 500 },
    { batch: 4, bytes: 1000 },
  ]);
});

it('gives a speed between the slowest and the fastest of what it keeps', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1 }), (speeds) => {
      const kept = all(speeds.map((speed, i) => run(i, speed)));
      const median = medianSpeed(kept) ?? Number.NaN;
      const last = speeds.slice(-9);
      expect(median).toBeGreaterThanOrEqual(Math.min(...last));
      expect(median).toBeLessThanOrEqual(Math.max(...last));
    }),
  );
});
