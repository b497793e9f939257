import { describe, expect, it } from 'vitest';
import type { WindowActivity } from './evidence.ts';
import { runConfidences } from './turn-confidence.ts';

/** Two windows over the same four frames; local speaker 0 talks in all of them in both unless silent in the second. */
function activity(second: number): WindowActivity {
  return {
    windowCount: 2,
    framesPerWindow: 4,
    stepSamples: 1,
    sampleCount: 1e6,
    masks: Uint8Array.of(1, 1, 1, 1, second, second, second, second),
  };
}
const run = { speaker: 0, start: 0, end: 4 };
const assignment = (margin: number) => ({
  labels: Int32Array.of(0, -1, -1, 0, -1, -1),
  margins: Float32Array.of(margin, 0, 0, margin, 0, 0),
});

describe('how sure a turn is', () => {
  it('is a toss-up without a margin, and grows with it', () => {
    const [none, some, wide] = [0, 0.1, 0.6].map((margin) => runConfidences(activity(1), assignment(margin), [run])[0]);
    expect(none).toBe(0.5);
    // A margin of 0.1 makes the speaker e times as likely as the next one.
    expect(some).toBeCloseTo(Math.E / (1 + Math.E), 5);
    expect(wide).toBeGreaterThan(0.99);
  });

  it('falls where windows disagree: heard by one of two it says nothing', () => {
    expect(runConfidences(activity(0), assignment(0.6), [run])).toEqual([0.5]);
  });

  it('is a toss-up for a speaker no window hears there', () => {
    expect(runConfidences(activity(1), assignment(0.6), [{ ...run, speaker: 3 }])).toEqual([0.5]);
  });
});
