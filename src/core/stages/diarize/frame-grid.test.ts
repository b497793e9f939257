import { describe, expect, it } from 'vitest';
import {
  countedFrames,
  cellStartMs,
  cellStartSample,
  firstFrameOf,
  frameCount,
  nearestFrame,
  rint,
} from './frame-grid.ts';

describe('rint', () => {
  it('rounds halves to the even neighbour', () => {
    expect([0.5, 1.5, 2.5, 1.49, 1.51].map(rint)).toEqual([0, 2, 2, 1, 2]);
  });
});

describe('global grid', () => {
  it('puts windows on the closest frame: 16000 / 270 = 59.26, 32000 / 270 = 118.52', () => {
    expect([0, 16_000, 32_000, 48_000].map(firstFrameOf)).toEqual([0, 59, 119, 178]);
  });

  it('covers one 10 s window with 594 frames: 160000 / 270 = 592.6', () => {
    expect(frameCount(160_000)).toBe(594);
  });

  it('starts a cell half a step before its centre, and the first at the start of the file', () => {
    expect(cellStartSample(0)).toBe(0);
    expect(cellStartSample(1)).toBe(270 + 495.5 - 135);
    expect(cellStartMs(1, 160_000)).toBe(39);
  });

  it('clips times to the end of the track', () => {
    expect(cellStartMs(592, 16_000)).toBe(1000);
  });

  it('finds the frame with the nearest centre and stays inside the window', () => {
    expect(nearestFrame(495.5, 589)).toBe(0);
    expect(nearestFrame(495.5 + 270 * 7 + 100, 589)).toBe(7);
    expect(nearestFrame(0, 589)).toBe(0);
    expect(nearestFrame(160_000, 589)).toBe(588);
  });
});

describe('countedFrames', () => {
  it('leaves out the ends of windows that others cover, but not those of the recording', () => {
    expect(countedFrames(0, 3, 589, 32_000)).toEqual({ from: 0, to: 574 });
    expect(countedFrames(1, 3, 589, 32_000)).toEqual({ from: 15, to: 574 });
    expect(countedFrames(2, 3, 589, 32_000)).toEqual({ from: 15, to: 589 });
  });

  it('leaves no frame without a window at any step', () => {
    for (const stepSamples of [1600, 16_000, 32_000, 48_000, 80_000, 151_000, 152_000, 159_000]) {
      const heard = new Set<number>();
      for (let w = 0; w < 5; w++) {
        const { from, to } = countedFrames(w, 5, 589, stepSamples);
        for (let f = from; f < to; f++) heard.add(firstFrameOf(w * stepSamples) + f);
      }
      expect(heard.size).toBe(firstFrameOf(4 * stepSamples) + 589);
    }
  });
});
