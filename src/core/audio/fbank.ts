import { SAMPLE_RATE } from '../../shared/units.ts';
import { type MelSpec, createMelBank } from './mel-bank.ts';
import { createRealFft } from './real-fft.ts';

/** Mel bands per feature frame, for every embedder known and most recognisers. */
export const MEL_BANDS = 80;
/** Samples per feature frame (25 ms). */
export const FBANK_FRAME = 400;
/** Samples between feature frames (10 ms). */
export const FBANK_SHIFT = 160;

/** Single-precision epsilon, Kaldi's floor of band energies. */
export const FLOAT_EPSILON = 2 ** -23;

type WindowShape = 'hamming' | 'hamming-periodic' | 'hann' | 'hann-periodic' | 'povey';

/** How band energies of one 25 ms frame are made from samples; one model differs from the next only in this. */
export interface FbankSpec {
  /** What samples of -1..1 are multiplied by: 32768 for models trained on int16 values, else 1. */
  readonly scale: number;
  /** Takes the frame's mean away first. */
  readonly removeDc: boolean;
  /**
   * y[n] = x[n] - 0.97 x[n-1]. `frame` starts anew in every frame (the first sample is its own predecessor), `signal` runs
   * through the track (the first sample stays as it is).
   */
  readonly preEmphasis: 'frame' | 'signal' | 'none';
  readonly window: WindowShape;
  readonly fftSize: 400 | 512;
  readonly mel: MelSpec;
  /** `floor`: ln(max(e, value)); `add`: ln(e + value); `decibel`: 10 log10(max(e, value)). */
  readonly log: { readonly kind: 'floor' | 'add' | 'decibel'; readonly value: number };
}

/** Log-mel features of single frames. Keeps scratch buffers, so one instance serves one caller at a time. */
export interface Fbank {
  /**
   * Writes one value per band to `out[outOffset ..]` for the 400 samples (float, -1..1) from `samples[start]` on. Samples outside the
   * array count as zero.
   */
  frame(samples: Float32Array, start: number, out: Float32Array, outOffset: number): void;
}

const PRE_EMPHASIS = 0.97;

/** Window of 400 points; periodic ones have the period 400, the others reach their end value again at point 399. */
export function windowValues(shape: WindowShape): Float64Array {
  const period = shape.endsWith('periodic') ? FBANK_FRAME : FBANK_FRAME - 1;
  return Float64Array.from({ length: FBANK_FRAME }, (_, n) => {
    const cosine = Math.cos((2 * Math.PI * n) / period);
    if (shape.startsWith('hamming')) return 0.54 - 0.46 * cosine;
    const hann = 0.5 - 0.5 * cosine;
    return shape === 'povey' ? hann ** 0.85 : hann;
  });
}

/** Plans the features of a specification: power spectrum of the windowed frame, triangular bands, logarithm, no dither. */
export function createFbank(spec: FbankSpec, bands = MEL_BANDS): Fbank {
  const fft = createRealFft(spec.fftSize);
  const { firstBin, offset, weights } = createMelBank(bands, spec.fftSize, SAMPLE_RATE, spec.mel);
  const window = windowValues(spec.window);
  const logarithm = logarithmOf(spec.log);
  const emphasis = spec.preEmphasis === 'frame' ? PRE_EMPHASIS : 0;
  const buffer = new Float64Array(spec.fftSize);
  const power = new Float64Array(spec.fftSize / 2 + 1);

  return {
    frame(samples, start, out, outOffset) {
      loadFrame(samples, start, spec, buffer);
      const mean = spec.removeDc ? meanOf(buffer) : 0;
      let previous = buffer[0] - mean;
      for (let n = 0; n < FBANK_FRAME; n += 1) {
        const value = buffer[n] - mean;
        buffer[n] = (value - emphasis * previous) * window[n];
        previous = value;
      }
      buffer.fill(0, FBANK_FRAME);
      fft.powerSpectrum(buffer, power);
      for (let band = 0; band < bands; band += 1) {
        let energy = 0;
        let bin = firstBin[band];
        const end = offset[band + 1];
        for (let at = offset[band]; at < end; at += 1, bin += 1) energy += weights[at] * power[bin];
        out[outOffset + band] = logarithm(energy);
      }
    },
  };
}

function loadFrame(samples: Float32Array, start: number, spec: FbankSpec, buffer: Float64Array): void {
  const { scale } = spec;
  const from = Math.max(0, -start);
  const to = Math.min(FBANK_FRAME, samples.length - start);
  if (from > 0 || to < FBANK_FRAME) buffer.fill(0, 0, FBANK_FRAME);
  if (spec.preEmphasis !== 'signal') {
    for (let n = from; n < to; n += 1) buffer[n] = samples[start + n] * scale;
    return;
  }
  let previous = start + from > 0 ? samples[start + from - 1] : 0;
  for (let n = from; n < to; n += 1) {
    const value = samples[start + n];
    buffer[n] = (value - PRE_EMPHASIS * previous) * scale;
    previous = value;
  }
}

function meanOf(frame: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < FBANK_FRAME; n += 1) sum += frame[n];
  return sum / FBANK_FRAME;
}

function logarithmOf({ kind, value }: FbankSpec['log']): (energy: number) => number {
  if (kind === 'add') return (energy) => Math.log(energy + value);
  if (kind === 'floor') return (energy) => Math.log(energy > value ? energy : value);
  return (energy) => 10 * Math.log10(energy > value ? energy : value);
}
