import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResampler } from './resample.ts';

function convert(input: Float32Array, rate: number, blocks: readonly number[] = []): Float32Array {
  const resampler = createResampler(rate);
  const parts: Float32Array[] = [];
  let at = 0;
  for (const size of blocks) {
    parts.push(resampler.push(input.subarray(at, at + size)));
    at = Math.min(input.length, at + size);
  }
  parts.push(resampler.push(input.subarray(at)), resampler.flush());
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

function tone(hz: number, rate: number, seconds: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / rate),
  );
}

/** Signal-to-noise ratio in dB against the same tone sampled at 16 kHz, edges (20 ms) left out. */
function toneSnr(output: Float32Array, hz: number): number {
  let signal = 0;
  let noise = 0;
  for (let n = 320; n < output.length - 320; n++) {
    const ideal = 0.5 * Math.sin((2 * Math.PI * hz * n) / 16000);
    signal += ideal ** 2;
    noise += (output[n] - ideal) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

describe('createResampler', () => {
  it.each([8000, 11025, 12000, 22050, 24000, 32000, 44100, 48000, 88200, 96000, 192000, 44101, 15999])(
    'keeps tones below 85 %% of the lower Nyquist frequency in place from %d Hz',
    (rate) => {
      for (const share of [0.02, 0.3, 0.6, 0.84]) {
        const hz = (share * Math.min(rate, 16000)) / 2;
        expect(toneSnr(convert(tone(hz, rate, 1), rate), hz)).toBeGreaterThan(70);
      }
    },
  );

  it.each([22050, 44100, 48000])('removes what 16 kHz cannot carry from %d Hz', (rate) => {
    const output = convert(tone(Math.min(rate / 2 - 500, 9500), rate, 1), rate);
    const middle = output.subarray(400, -400);
    expect(Math.max(...middle.map(Math.abs))).toBeLessThan(5e-4);
  });

  it('gives exactly round(n * 16000 / rate) samples, whatever the blocks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(7919, 8000, 16000, 22050, 44100, 48000, 192000),
        fc.integer({ min: 0, max: 6000 }),
        fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 8 }),
        (rate, length, blocks) => {
          const input = Float32Array.from({ length }, (_, n) => Math.sin(n * n * 0.001));
          const whole = convert(input, rate);
          expect(whole.length).toBe(Math.round((length * 16000) / rate));
          expect(convert(input, rate, blocks)).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps a constant constant and an impulse where it was', () => {
    const constant = convert(new Float32Array(44100).fill(0.25), 44100);
    for (const sample of constant.subarray(200, -200)) expect(sample).toBeCloseTo(0.25, 6);
    const impulse = new Float32Array(48000);
    impulse[24000] = 1;
    const output = convert(impulse, 48000);
    expect(output.indexOf(Math.max(...output))).toBe(8000);
  });
});
