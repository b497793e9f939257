import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeaksBuilder, type Peaks } from './peaks.ts';
import { MOST_BINS, peaksRange } from './peaks-range.ts';

function peaksOf(samples: number): Peaks {
  const builder = createPeaksBuilder();
  builder.push(Float32Array.from({ length: samples }, (_, at) => Math.sin(at / 50) * ((at % 7000) / 7000)));
  return builder.finish();
}

describe('peaksRange', () => {
  const peaks = peaksOf(500_000);

  it('cuts what is asked for, and pieces side by side are the whole', () => {
    fc.assert(
      fc.property(
        fc.nat(peaks.levels.length - 1),
        fc.array(fc.nat(2500), { maxLength: 6 }),
        fc.nat(3000),
        (level, cuts, end) => {
          const whole = peaksRange(peaks, { level, from: 0 });
          const places = [0, ...cuts.filter((cut) => cut < end).sort((a, b) => a - b), end];
          const pieces = places.slice(1).map((to, index) => peaksRange(peaks, { level, from: places[index] ?? 0, to }));
          const joined = pieces.flatMap(({ pairs }) => [...pairs]);
          expect(joined).toEqual([...whole.pairs.subarray(0, end * 2)]);
          for (const piece of pieces) expect(piece.pairs.length).toBe((piece.to - piece.from) * 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives a coarse bin that spans exactly the fine bins below it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: peaks.levels.length - 1 }), fc.nat(2000), (level, at) => {
        const coarse = peaksRange(peaks, { level, from: at, to: at + 1 });
        const ratio = coarse.samplesPerBin / 256;
        const fine = peaksRange(peaks, { level: 0, from: coarse.from * ratio, to: coarse.to * ratio });
        const lows = [...fine.pairs].filter((_, index) => index % 2 === 0);
        const highs = [...fine.pairs].filter((_, index) => index % 2 === 1);
        expect([...coarse.pairs]).toEqual(lows.length === 0 ? [] : [Math.min(...lows), Math.max(...highs)]);
      }),
    );
  });

  it('takes the coarsest level when none is named, and bounds every answer', () => {
    expect(peaksRange(peaks, { from: 0 }).level).toBe(peaks.levels.length - 1);
    expect(peaksRange(peaks, { level: 99, from: 0 }).level).toBe(peaks.levels.length - 1);
    const long: Peaks = {
      sampleRate: 16_000,
      sampleCount: 0,
      levels: [{ samplesPerBin: 256, pairs: new Int8Array(MOST_BINS * 2 + 10) }],
    };
    expect(peaksRange(long, { level: 0, from: 2 })).toMatchObject({ from: 2, to: MOST_BINS + 2 });
    expect(peaksRange(long, { level: 0, from: 5, to: 3 })).toMatchObject({ from: 5, to: 5 });
  });
});
