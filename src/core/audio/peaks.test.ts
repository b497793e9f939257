import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeaksBuilder, decodePeaks, encodePeaks, type Peaks } from './peaks.ts';

function build(samples: Float32Array, blocks: readonly number[] = []): Peaks {
  const builder = createPeaksBuilder();
  let at = 0;
  for (const size of blocks) {
    builder.push(samples.subarray(at, at + size));
    at = Math.min(samples.length, at + size);
  }
  builder.push(samples.subarray(at));
  return builder.finish();
}

const anySamples = fc
  .integer({ min: 0, max: 300_000 })
  .map((length) => Float32Array.from({ length }, (_, n) => Math.sin(n * n * 1e-6) * (1.2 - n / 250_000)));

describe('createPeaksBuilder', () => {
  it('covers every sample at every level and never understates a peak', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const peaks = build(samples);
        expect(peaks.sampleCount).toBe(samples.length);
        for (const { samplesPerBin, pairs } of peaks.levels) {
          expect(pairs.length).toBe(2 * Math.ceil(samples.length / samplesPerBin));
          for (let bin = 0; bin * 2 < pairs.length; bin++) {
            let low = Infinity;
            let high = -Infinity;
            for (const sample of samples.subarray(bin * samplesPerBin, (bin + 1) * samplesPerBin)) {
              low = Math.min(low, sample);
              high = Math.max(high, sample);
            }
            const [drawnLow, drawnHigh] = [pairs[bin * 2], pairs[bin * 2 + 1]];
            // 1/127 per step; values beyond full scale are clipped.
            expect(Math.abs(drawnLow - Math.min(127, Math.max(-128, Math.floor(low * 127))))).toBe(0);
            expect(Math.abs(drawnHigh - Math.min(127, Math.max(-128, Math.ceil(high * 127))))).toBe(0);
          }
        }
        expect(peaks.levels.at(-1)?.pairs.length).toBeLessThanOrEqual(512);
      }),
      { numRuns: 15 },
    );
  });

  it('does not depend on block sizes', () => {
    fc.assert(
      fc.property(anySamples, fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 20 }), (samples, blocks) => {
        expect(build(samples, blocks)).toEqual(build(samples));
      }),
      { numRuns: 15 },
    );
  });

  it('counts non-finite samples as silence', () => {
    const peaks = build(Float32Array.from([0.5, Number.NaN, Infinity, -0.25]));
    expect([...(peaks.levels[0]?.pairs ?? [])]).toEqual([-32, 64]);
  });
});

describe('decodePeaks', () => {
  it('reads back what encodePeaks wrote', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const peaks = build(samples);
        expect(decodePeaks(encodePeaks(peaks))).toEqual({ kind: 'peaks', peaks });
      }),
      { numRuns: 15 },
    );
  });

  it('refuses every shortened file and survives any bytes', () => {
    const bytes = encodePeaks(build(new Float32Array(100_000).fill(0.1)));
    for (let length = 0; length < bytes.length; length += 7) {
      expect(decodePeaks(bytes.subarray(0, length)).kind).toBe('invalid');
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (tail) => {
        const forged = Uint8Array.from([...bytes.subarray(0, 5), ...tail]);
        expect(['peaks', 'invalid']).toContain(decodePeaks(forged).kind);
      }),
    );
  });
});
