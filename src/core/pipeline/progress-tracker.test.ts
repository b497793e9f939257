import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressTracker } from './progress-tracker.ts';

const steps = [
  { stage: 'vad', track: 0, weight: 1 },
  { stage: 'vad', track: 1, weight: 1 },
  { stage: 'asr', track: 0, weight: 8 },
];

describe('ProgressTracker', () => {
  it('weights stages and averages the tracks of one stage', () => {
    const tracker = new ProgressTracker(steps, { nowMs: () => 0 });
    const report = tracker.update('vad', 0, 1);
    expect(report.stageFraction).toBeCloseTo(0.5);
    expect(report.overallFraction).toBeCloseTo(0.1);
  });

  it('estimates the time left from the time spent', () => {
    let now = 0;
    const tracker = new ProgressTracker([{ stage: 'asr', track: 0, weight: 1 }], { nowMs: () => now });
    tracker.update('asr', 0, 0);
    now = 2_000;
    expect(tracker.update('asr', 0, 0.25).stageEtaMs).toBe(6_000);
    expect(tracker.update('asr', 0, 1).overallEtaMs).toBe(0);
  });

  it('gives no estimate before it can mean something', () => {
    const tracker = new ProgressTracker(steps, { nowMs: () => 0 });
    expect(tracker.update('asr', 0, 0.01).stageEtaMs).toBeUndefined();
  });

  it('never falls and ends at 1, whatever stages report', () => {
    const updates = fc.array(fc.tuple(fc.constantFrom(...steps), fc.double({ min: -1, max: 2, noNaN: false })));
    fc.assert(
      fc.property(updates, (list) => {
        const tracker = new ProgressTracker(steps, { nowMs: () => 0 });
        let last = 0;
        for (const [step, fraction] of list) {
          const { overallFraction } = tracker.update(step.stage, step.track, fraction);
          expect(overallFraction).toBeGreaterThanOrEqual(last);
          last = overallFraction;
        }
        for (const step of steps) last = tracker.update(step.stage, step.track, 1).overallFraction;
        expect(last).toBe(1);
      }),
    );
  });
});
