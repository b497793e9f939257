import { describe, expect, it } from 'vitest';
import type { WindowActivity } from './evidence.ts';
import { countSpeakers, globalFrames } from './speaker-count.ts';

function activity(rows: number[][], stepSamples: number): WindowActivity {
  const framesPerWindow = rows[0]?.length ?? 0;
  return {
    windowCount: rows.length,
    framesPerWindow,
    stepSamples,
    sampleCount: 10 * 16_000,
    masks: Uint8Array.from(rows.flat()),
  };
}

describe('countSpeakers', () => {
  it('averages the windows over each frame and rounds halves to even', () => {
    // Two windows, the second one frame (270 samples) later. Frame 1: (2 + 1) / 2 = 1.5 -> 2; frame 2: (0 + 1) / 2 -> 0.
    const counts = countSpeakers(
      activity(
        [
          [1, 3, 0],
          [2, 4, 6],
        ],
        270,
      ),
    );
    expect([...counts.slice(0, 5)]).toEqual([1, 2, 0, 2, 0]);
  });

  it('lays the grid over the padding of the last window', () => {
    expect(globalFrames(activity([[0], [0]], 16_000))).toBe(Math.round(176_000 / 270) + 1);
    expect(globalFrames(activity([], 16_000))).toBe(0);
  });
});
