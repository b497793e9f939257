import { describe, expect, it } from 'vitest';
import { createRealFft } from './real-fft.ts';

function naivePower(input: Float64Array): Float64Array {
  const size = input.length;
  return Float64Array.from({ length: size / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    for (let n = 0; n < size; n++) {
      re += input[n] * Math.cos((2 * Math.PI * k * n) / size);
      im -= input[n] * Math.sin((2 * Math.PI * k * n) / size);
    }
    return re * re + im * im;
  });
}

describe('createRealFft', () => {
  it.each([2, 4, 8, 10, 20, 40, 50, 64, 80, 400, 512, 640])('matches the plain DFT at %i points', (size) => {
    const input = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n * 0.37) + 0.3 * Math.cos(n * 1.7));
    const power = new Float64Array(size / 2 + 1);
    createRealFft(size).powerSpectrum(input, power);
    const expected = naivePower(input);
    for (let k = 0; k < power.length; k++) expect(Math.abs(power[k] - expected[k])).toBeLessThan(1e-8 * size);
  });

  it('gives the same answer again: scratch does not leak between calls', () => {
    const fft = createRealFft(400);
    const tone = Float64Array.from({ length: 400 }, (_, n) => Math.cos((2 * Math.PI * 25 * n) / 400));
    const first = new Float64Array(201);
    const second = new Float64Array(201);
    fft.powerSpectrum(tone, first);
    fft.powerSpectrum(new Float64Array(400).fill(1), second);
    fft.powerSpectrum(tone, second);
    expect(second).toEqual(first);
    expect(first[25]).toBeCloseTo(200 * 200, 6);
  });

  it('refuses sizes it cannot factor', () => {
    expect(() => createRealFft(14)).toThrow(RangeError);
    expect(() => createRealFft(5)).toThrow(RangeError);
  });
});
