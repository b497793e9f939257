import { describe, expect, it } from 'vitest';
import { createLogMel } from './log-mel.ts';

const FRAMES = 3000;

function features(samples: Float32Array, mels = 80): Float32Array {
  const out = new Float32Array(mels * FRAMES);
  createLogMel(mels).write(samples, out);
  return out;
}

function tone(hz: number, samples: number): Float32Array {
  return Float32Array.from({ length: samples }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / 16_000));
}

describe('createLogMel', () => {
  it('silence and no input are the floor everywhere: (log10 1e-10 + 4) / 4', () => {
    expect(features(new Float32Array(0)).every((value) => value === -1.5)).toBe(true);
    expect(features(new Float32Array(480_000)).every((value) => value === -1.5)).toBe(true);
  });

  it('spans exactly 8 decades: nothing lies more than 2.0 below the loudest value', () => {
    const out = features(tone(440, 16_000));
    const loudest = out.reduce((a, b) => Math.max(a, b));
    const quietest = out.reduce((a, b) => Math.min(a, b));
    expect(loudest - quietest).toBeCloseTo(2, 5);
  });

  it('puts a tone into the filter around its frequency, and only while it sounds', () => {
    const out = features(tone(1000, 80_000));
    let best = 0;
    for (let m = 0; m < 80; m++) if (out[m * FRAMES + 100] > out[best * FRAMES + 100]) best = m;
    // 1 kHz is mel 15 of 45.2 (top of the scale): filter 15 / 45.245 * 81 - 1, about 25.9.
    expect(Math.abs(best - 26)).toBeLessThanOrEqual(1);
    expect(out[best * FRAMES + 502]).toBe(out[best * FRAMES + 2999]);
    expect(out[best * FRAMES + 100] - out[best * FRAMES + 502]).toBeCloseTo(2, 5);
  });

  it('padding by the caller or by the extractor gives the same bytes', () => {
    const short = tone(700, 12_345);
    const padded = new Float32Array(480_000);
    padded.set(short);
    expect(features(short)).toEqual(features(padded));
    expect(features(short, 128)).toEqual(features(padded, 128));
  });

  it('cuts input beyond 30 s and honours the offset', () => {
    const long = tone(300, 500_000);
    const out = new Float32Array(2 * 80 * FRAMES).fill(7);
    createLogMel(80).write(long, out, 80 * FRAMES);
    expect(out.subarray(0, 80 * FRAMES).every((value) => value === 7)).toBe(true);
    expect(out.slice(80 * FRAMES)).toEqual(features(long.slice(0, 480_000)));
  });
});
