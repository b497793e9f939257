import { describe, expect, it } from 'vitest';
import {
  createCtcFrontEnd,
  nemoFrontEnd,
  OMNILINGUAL_FRONT_END,
  W2V_BERT_FRONT_END,
  WAV2VEC2_FRONT_END,
} from './front-end.ts';

/** Something like speech with a pause and an offset, and as many samples as are no whole number of frames. */
const SOUND = Float32Array.from(
  { length: 8150 },
  (_, n) =>
    0.01 +
    (n > 3000 && n < 4200 ? 0.001 : 0.25) * Math.sin(n * (0.05 + n * 1e-5)) +
    0.05 * Math.sin(n * 1.7) * Math.cos(n * 0.004) +
    0.003 * Math.sin(n * n),
);

/** |DFT|^2 of 512 points, term by term. */
function powers(frame: readonly number[]): number[] {
  return Array.from({ length: 257 }, (_, k) => {
    const turn = (n: number): number => (2 * Math.PI * ((k * n) % 512)) / 512;
    const re = frame.reduce((sum, value, n) => sum + value * Math.cos(turn(n)), 0);
    const im = frame.reduce((sum, value, n) => sum + value * Math.sin(turn(n)), 0);
    return re * re + im * im;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Each column by its mean, divided by what `divisor` makes of its variance over n - 1. */
function levelled(rows: readonly (readonly number[])[], divisor: (variance: number) => number): number[][] {
  const columns = rows[0].map((_, band) => {
    const column = rows.map((row) => row[band]);
    const centre = mean(column);
    const variance = column.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (column.length - 1);
    return { centre, by: divisor(variance) };
  });
  return rows.map((row) => row.map((value, band) => (value - columns[band].centre) / columns[band].by));
}

describe('w2v-BERT features, as SeamlessM4TFeatureExtractor documents them', () => {
  /** int16 values, mean off, pre-emphasis 0.97, Povey window, 512 points, 80 triangles in mel from 20 Hz, ln with floor. */
  function kaldi(start: number): number[] {
    const raw = Array.from(SOUND.subarray(start, start + 400), (value) => value * 32_768);
    const centre = mean(raw);
    const x = raw.map((value) => value - centre);
    const windowed = x.map((value, n) => {
      const emphasised = value - 0.97 * (n === 0 ? x[0] : x[n - 1]);
      return emphasised * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 399)) ** 0.85;
    });
    const power = powers(windowed);
    const mel = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);
    const width = (mel(8000) - mel(20)) / 81;
    return Array.from({ length: 80 }, (_, band) => {
      const centreMel = mel(20) + (band + 1) * width;
      const energy = power.reduce(
        (sum, value, k) => sum + value * Math.max(0, 1 - Math.abs(mel(k * 31.25) - centreMel) / width),
        0,
      );
      return Math.log(Math.max(energy, 1.192092955078125e-7));
    });
  }

  it('are levelled by band over all frames, then joined in pairs; a frame left over is dropped', () => {
    // 1 + (8150 - 400) / 160 = 49 whole frames.
    const rows = levelled(
      Array.from({ length: 49 }, (_, frame) => kaldi(frame * 160)),
      (variance) => Math.sqrt(variance + 1e-7),
    );
    const { values, length } = createCtcFrontEnd(W2V_BERT_FRONT_END).make(SOUND);
    expect(length).toBe(24);
    expect(values).toHaveLength(24 * 160);
    values.forEach((value, at) => expect(value).toBeCloseTo(rows[Math.floor(at / 80)][at % 80], 3));
  });
});

describe.each([80, 128])('NeMo features of %i bands, as AudioToMelSpectrogramPreprocessor documents them', (bands) => {
  /** Pre-emphasis of the whole signal, frames around sample 160 t, Hann window, 512 points, librosa's bands, ln(x + 2^-24). */
  function slaney(): number[][] {
    const emphasised = Array.from(SOUND, (value, n) => (n === 0 ? value : value - 0.97 * SOUND[n - 1]));
    const step = Math.log(6.4) / 27;
    const toHertz = (mel: number): number => (mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp((mel - 15) * step));
    const top = 15 + Math.log(8) / step;
    const corner = (at: number): number => toHertz((at * top) / (bands + 1));
    return Array.from({ length: 50 }, (_, frame) => {
      const windowed = Array.from({ length: 400 }, (_unused, n) => {
        const value = emphasised.at(frame * 160 - 200 + n);
        const inside = frame * 160 - 200 + n >= 0 ? (value ?? 0) : 0;
        return inside * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 399));
      });
      const power = powers(windowed);
      return Array.from({ length: bands }, (_unused, band) => {
        const [left, centre, right] = [corner(band), corner(band + 1), corner(band + 2)];
        const energy = power.reduce((sum, value, k) => {
          const hertz = k * 31.25;
          const weight = Math.min((hertz - left) / (centre - left), (right - hertz) / (right - centre));
          return sum + value * Math.max(0, weight) * (2 / (right - left));
        }, 0);
        return Math.log(energy + 2 ** -24);
      });
    });
  }

  it('are levelled by band over as many frames as there are whole hops', () => {
    const rows = levelled(slaney(), (variance) => Math.sqrt(variance) + 1e-5);
    const { values, length } = createCtcFrontEnd(nemoFrontEnd(bands)).make(SOUND);
    expect(length).toBe(50);
    values.forEach((value, at) => expect(value).toBeCloseTo(rows[Math.floor(at / bands)][at % bands], 3));
  });

  it('stay as they are where the exporter says so', () => {
    const rows = slaney();
    const { values } = createCtcFrontEnd(nemoFrontEnd(bands, 'none')).make(SOUND);
    values.forEach((value, at) => expect(value).toBeCloseTo(rows[Math.floor(at / bands)][at % bands], 3));
  });
});

describe('samples', () => {
  it.each([
    ['wav2vec2', WAV2VEC2_FRONT_END, 1e-7],
    ['omnilingual', OMNILINGUAL_FRONT_END, 1e-5],
  ] as const)('%s: mean 0, variance 1 but for the guard', (_, spec, guard) => {
    const quiet = SOUND.map((value) => value * 0.01);
    const { values, length } = createCtcFrontEnd(spec).make(quiet);
    const centre = mean([...quiet]);
    const variance = quiet.reduce((sum, value) => sum + (value - centre) ** 2, 0) / quiet.length;
    expect(length).toBe(quiet.length);
    values.forEach((value, at) => expect(value).toBeCloseTo((quiet[at] - centre) / Math.sqrt(variance + guard), 4));
    expect(createCtcFrontEnd(spec).make(new Float32Array(500)).values).toEqual(new Float32Array(500));
  });
});
