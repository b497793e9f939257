import { describe, expect, it } from 'vitest';
import type { WindowActivity } from './evidence.ts';
import { reconstruct } from './reconstruct.ts';

function activity(rows: number[][], stepSamples = 270): WindowActivity {
  const framesPerWindow = rows[0]?.length ?? 0;
  return {
    windowCount: rows.length,
    framesPerWindow,
    stepSamples,
    sampleCount: 1e9,
    masks: Uint8Array.from(rows.flat()),
  };
}

describe('reconstruct', () => {
  it('switches on the speaker most windows agree on', () => {
    // Frame 1 is seen by two windows, frame 2 by three: two of three say speaker 1 there.
    const heard = activity([
      [1, 1, 1],
      [2, 2, 2],
      [2, 2, 2],
    ]);
    const labels = Int32Array.of(0, 1, -1, 0, 1, -1, 0, 1, -1);
    expect(reconstruct(heard, labels, 2, Uint8Array.of(1, 1, 1, 1, 1)).lanes).toEqual([
      { speaker: 0, start: 0, end: 2 },
      { speaker: 1, start: 2, end: 5 },
    ]);
  });

  it('lets as many speak as were counted, but nobody without a score', () => {
    const heard = activity([[3, 3, 1]]);
    const labels = Int32Array.of(1, 0, -1);
    expect(reconstruct(heard, labels, 3, Uint8Array.of(2, 1, 2)).lanes).toEqual([
      { speaker: 0, start: 0, end: 2 },
      { speaker: 1, start: 0, end: 1 },
      { speaker: 1, start: 2, end: 3 },
    ]);
  });

  it('keeps only the best of those who speak at a time in the exclusive reading', () => {
    // Both speak in every frame; speaker 1 is heard by one more window from frame 1 on.
    const heard = activity([
      [3, 3, 3],
      [2, 2, 2],
    ]);
    const labels = Int32Array.of(0, 1, -1, -1, 1, -1);
    expect(reconstruct(heard, labels, 2, Uint8Array.of(2, 2, 2, 1)).exclusive).toEqual([
      { speaker: 0, start: 0, end: 1 },
      { speaker: 1, start: 1, end: 4 },
    ]);
  });

  it('counts two local speakers with one name once', () => {
    // Speaker 0 has two local slots in window 0 but only one vote; speaker 1 has two windows.
    const heard = activity([
      [0, 3],
      [4, 0],
      [0, 0],
    ]);
    const labels = Int32Array.of(0, 0, -1, -1, -1, 1, -1, -1, -1);
    expect(reconstruct(heard, labels, 2, Uint8Array.of(0, 2, 0)).lanes).toEqual([
      { speaker: 0, start: 1, end: 2 },
      { speaker: 1, start: 1, end: 2 },
    ]);
  });

  it('carries runs across blocks of work', () => {
    const frames = 20_000;
    const heard = activity([Array<number>(frames).fill(1)]);
    const runs = reconstruct(heard, Int32Array.of(0, -1, -1), 1, new Uint8Array(frames).fill(1)).lanes;
    expect(runs).toEqual([{ speaker: 0, start: 0, end: frames }]);
  });
});
