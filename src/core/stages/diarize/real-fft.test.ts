import { describe, expect, it } from 'vitest';
import { createPowerSpectrum } from './real-fft.ts';

/** |X[k]|^2 straight from the definition. */
function naivePower(input: Float64Array): number[] {
  return Array.from({ length: input.length / 2 }, (_, k) => {
    let re = 0;
    let im = 0;
    input.forEach((value, n) => {
      re += value * Math.cos((2 * Math.PI * k * n) / input.length);
      im -= value * Math.sin((2 * Math.PI * k * n) / input.length);
    });
    return re * re + im * im;
  });
}

describe('createPowerSpectrum', () => {
  it.each([4, 8, 64, 512])('equals the direct transform at size %i', (size) => {
    const input = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n * 0.37) + 0.2 * Math.cos(1.7 * n) + 0.1);
    const output = new Float64Array(size / 2);
    createPowerSpectrum(size).compute(input, output);
    naivePower(input).forEach((expected, k) => expect(output[k]).toBeCloseTo(expected, 8));
  });

  it('puts a pure tone into one bin', () => {
    const output = new Float64Array(256);
    const tone = Float64Array.from({ length: 512 }, (_, n) => Math.cos((2 * Math.PI * 37 * n) / 512));
    createPowerSpectrum(512).compute(tone, output);
    expect(output[37]).toBeCloseTo(256 ** 2, 6);
    expect(output[36]).toBeCloseTo(0, 12);
  });
});
