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

  it('adds the learned time of stages not begun to the pace of the running one', () => {
    let now = 0;
    const learned = [
      { stage: 'vad', track: 0, weight: 1_000, knows: 'time' },
      { stage: 'asr', track: 0, weight: 10_000, knows: 'time' },
    ] as const;
    const tracker = new ProgressTracker(learned, { nowMs: () => now });
    expect(tracker.update('vad', 0, 0).overallEtaMs).toBe(11_000);
    now = 500;
    expect(tracker.update('vad', 0, 0.5).overallEtaMs).toBe(10_500);
    // Half as fast as learned: the running stage's own pace counts, the other keeps its time.
    now = 1_600;
    const { stageEtaMs, overallEtaMs } = tracker.update('vad', 0, 0.8);
    expect(stageEtaMs).toBeGreaterThan(360);
    expect(stageEtaMs).toBeLessThanOrEqual(400);
    expect(overallEtaMs).toBe(10_000 + (stageEtaMs ?? 0));
  });

  it('takes nothing from what was restored: neither whole stages nor parts change the pace', () => {
    let now = 0;
    const plain = [
      { stage: 'vad', track: 0, weight: 1 },
      { stage: 'asr', track: 0, weight: 6 },
    ];
    const tracker = new ProgressTracker(plain, { nowMs: () => now });
    expect(tracker.skip('vad', 0).overallEtaMs).toBeUndefined();
    tracker.update('asr', 0, 0);
    now = 10;
    expect(tracker.update('asr', 0, 0.6, 0.6).stageEtaMs).toBeUndefined();
    now = 1_010;
    expect(tracker.update('asr', 0, 0.7, 0.6).stageEtaMs).toBe(3_030);
  });

  it('at the learned speed the time left is right at every moment, whatever was restored before', () => {
    const stage = fc.record({ ms: fc.integer({ min: 1_000, max: 100_000 }), restored: fc.boolean() });
    fc.assert(
      fc.property(fc.array(stage, { minLength: 1, maxLength: 4 }), fc.integer({ min: 2, max: 20 }), (stages, ticks) => {
        let now = 0;
        const names = stages.map((_, index) => `s${index}`);
        const weighed = stages.map(({ ms }, index) => ({
          stage: `s${index}`,
          track: 0,
          weight: ms,
          knows: 'time' as const,
        }));
        const tracker = new ProgressTracker(weighed, { nowMs: () => now });
        const ahead = stages.map(({ ms }) => ms);
        const expected = (): number => ahead.reduce((sum, ms) => sum + ms, 0);
        for (const [index, { ms, restored }] of stages.entries()) {
          const name = names[index] ?? '';
          if (restored) {
            ahead[index] = 0;
            expect(tracker.skip(name, 0).overallEtaMs).toBe(expected());
            continue;
          }
          for (let tick = 0; tick <= ticks; tick++) {
            now += tick === 0 ? 0 : ms / ticks;
            ahead[index] = ms * (1 - tick / ticks);
            const { overallEtaMs } = tracker.update(name, 0, tick / ticks);
            expect(Math.abs((overallEtaMs ?? NaN) - expected())).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
