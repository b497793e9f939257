import { describe, expect, it } from 'vitest';
import { createFbank, FLOAT_EPSILON, type FbankSpec, windowValues } from './fbank.ts';

/** As torchaudio's Kaldi features on int16 values. */
const SPEC: FbankSpec = {
  scale: 32_768,
  removeDc: true,
  preEmphasis: 'frame',
  window: 'hamming',
  fftSize: 512,
  mel: { kind: 'kaldi', lowHertz: 20, highHertz: 8000 },
  log: { kind: 'floor', value: FLOAT_EPSILON },
};

/** The same features written down directly from Kaldi's definition: per-bin DFT, per-band triangles, nothing shared. */
function naiveFbank(samples: Float32Array, start: number): number[] {
  const frame = Array.from({ length: 400 }, (_, n) => samples[start + n] * 32_768);
  const mean = frame.reduce((sum, value) => sum + value, 0) / 400;
  const centred = frame.map((value) => value - mean);
  const windowed = centred.map(
    (value, n) => (value - 0.97 * centred[Math.max(0, n - 1)]) * (0.54 - 0.46 * Math.cos((2 * Math.PI * n) / 399)),
  );
  const power = Array.from({ length: 257 }, (_, k) => {
    let re = 0;
    let im = 0;
    windowed.forEach((value, n) => {
      re += value * Math.cos((2 * Math.PI * k * n) / 512);
      im += value * Math.sin((2 * Math.PI * k * n) / 512);
    });
    return re * re + im * im;
  });
  const mel = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);
  const width = (mel(8000) - mel(20)) / 81;
  return Array.from({ length: 80 }, (_, band) => {
    const centre = mel(20) + (band + 1) * width;
    let energy = 0;
    for (let k = 0; k < 256; k += 1) {
      const weight = 1 - Math.abs(mel((k * 16_000) / 512) - centre) / width;
      if (weight > 0) energy += weight * power[k];
    }
    return Math.log(Math.max(energy, 1.19209e-7));
  });
}

function features(samples: Float32Array, start = 0): Float32Array {
  const out = new Float32Array(80);
  createFbank(SPEC).frame(samples, start, out, 0);
  return out;
}

describe('createFbank', () => {
  const speechLike = Float32Array.from(
    { length: 1000 },
    (_, n) => 0.2 * Math.sin(n * 0.05) + 0.1 * Math.sin(n * 0.61) * Math.cos(n * 0.003) + 0.05 + 0.02 * Math.sin(n * n),
  );

  it.each([0, 160, 333])('equals the direct computation at sample %i', (start) => {
    const expected = naiveFbank(speechLike, start);
    features(speechLike, start).forEach((value, band) => expect(value).toBeCloseTo(expected[band], 4));
  });

  it('gives the same frame again after another one (no state is left over)', () => {
    const fbank = createFbank(SPEC);
    const out = new Float32Array(240);
    [0, 500, 0].forEach((start, i) => fbank.frame(speechLike, start, out, i * 80));
    expect(out.slice(160)).toEqual(out.slice(0, 80));
    expect(out.slice(80, 160)).not.toEqual(out.slice(0, 80));
  });

  it('gives the log floor ln(2^-23) for silence and for a constant (the mean is removed)', () => {
    for (const level of [0, 0.5]) {
      for (const value of features(new Float32Array(400).fill(level))) expect(value).toBeCloseTo(-15.9424, 4);
    }
  });

  it('peaks in the band around a tone', () => {
    const tone = Float32Array.from({ length: 400 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 1000 * n) / 16_000));
    const out = features(tone);
    const peak = out.indexOf(Math.max(...out));
    // Band centres are mel(20) + (b + 1) * 34.67; mel(1000) = 1000 lies at (1000 - 31.75) / 34.67 - 1 = 26.9.
    expect(peak).toBe(27);
  });
});

describe('windowValues', () => {
  it('makes the Povey window of the symmetric Hann window', () => {
    const [hann, povey] = [windowValues('hann'), windowValues('povey')];
    povey.forEach((value, n) => expect(value).toBeCloseTo(hann[n] ** 0.85, 12));
    expect([povey[0], povey[399]].every((value) => Math.abs(value) < 1e-12)).toBe(true);
    // sin^2 of pi n / 399.
    expect(hann[133]).toBeCloseTo(Math.sin(Math.PI / 3) ** 2, 12);
  });

  it('ends symmetric windows as they began, and periodic ones a step before', () => {
    const symmetric = windowValues('hamming');
    const periodic = windowValues('hamming-periodic');
    expect(symmetric[399]).toBeCloseTo(0.08, 12);
    expect(periodic[0]).toBeCloseTo(0.08, 12);
    expect(periodic[399]).toBeCloseTo(periodic[1], 12);
    expect(periodic[200]).toBeCloseTo(1, 12);
    expect(windowValues('hann-periodic')[100]).toBeCloseTo(0.5, 12);
  });
});
