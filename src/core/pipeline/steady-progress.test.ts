import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressTracker } from './progress-tracker.ts';
import { steadyProgress } from './steady-progress.ts';

const steps = ['vad', 'asr', 'diarize'].map((stage, index) => ({ stage, track: 0, weight: index + 1 }));

describe('steadyProgress', () => {
  it('lets no fraction fall over runs that begin anew, and ends at 1', () => {
    const update = fc.tuple(fc.constantFrom(...steps), fc.double({ min: 0, max: 1, noNaN: true }));
    const runs = fc.array(fc.array(update, { maxLength: 12 }), { maxLength: 5 });
    fc.assert(
      fc.property(runs, fc.double({ min: 0, max: 0.5, noNaN: true }), (attempts, floor) => {
        const steady = steadyProgress(floor);
        const stages = new Map<string, number>();
        let overall = floor;
        const look = (report: ReturnType<ProgressTracker['update']>): void => {
          const shown = steady(report);
          expect(shown.overallFraction).toBeGreaterThanOrEqual(overall);
          expect(shown.stageFraction).toBeGreaterThanOrEqual(stages.get(shown.stage) ?? 0);
          overall = shown.overallFraction;
          stages.set(shown.stage, shown.stageFraction);
        };
        for (const attempt of attempts) {
          const tracker = new ProgressTracker(steps, { nowMs: () => 0 });
          for (const [{ stage, track }, fraction] of attempt) look(tracker.update(stage, track, fraction));
        }
        const last = new ProgressTracker(steps, { nowMs: () => 0 });
        for (const { stage, track } of steps) look(last.skip(stage, track));
        expect(overall).toBe(1);
      }),
    );
  });
});
