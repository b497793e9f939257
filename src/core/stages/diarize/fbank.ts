import { createRealFft } from '../../audio/real-fft.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';
import { createMelBank } from './mel-bank.ts';

/** Mel bands per feature frame. */
export const MEL_BANDS = 80;
/** Samples per feature frame (25 ms). */
export const FBANK_FRAME = 400;
/** Samples between feature frames (10 ms). */
export const FBANK_SHIFT = 160;

const FFT_SIZE = 512;
const PRE_EMPHASIS = 0.97;
// The model was trained on samples in the int16 range.
const SCALE = 32_768;
const LOG_FLOOR = 1.1920928955078125e-7;

/** Log-mel features of single frames. Keeps scratch buffers, so one instance serves one caller at a time. */
export interface Fbank {
  /** Writes 80 values to `out[outOffset ..]` for the 400 samples (float, -1..1) starting at `samples[start]`. */
  frame(samples: Float32Array, start: number, out: Float32Array, outOffset: number): void;
}

/** Frames that fit whole into `sampleCount` samples (edges snipped). */
export function fbankFrames(sampleCount: number): number {
  return sampleCount < FBANK_FRAME ? 0 : 1 + Math.floor((sampleCount - FBANK_FRAME) / FBANK_SHIFT);
}

/**
 * Kaldi-compatible log-mel filter bank as WeSpeaker models expect it: 25 ms Hamming frames every 10 ms of 16 kHz audio
 * scaled by 32768, mean removed per frame, pre-emphasis 0.97, 512-point power spectrum, 80 bands from 20 Hz to 8 kHz,
 * natural log with float epsilon as the floor, no dither, no energy. Mean subtraction is left to the caller.
 */
export function createFbank(): Fbank {
  const fft = createRealFft(FFT_SIZE);
  const { firstBin, offset, weights } = createMelBank(MEL_BANDS, FFT_SIZE, SAMPLE_RATE, 20, SAMPLE_RATE / 2);
  const window = new Float64Array(FBANK_FRAME);
  for (let n = 0; n < FBANK_FRAME; n += 1) {
    window[n] = 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (FBANK_FRAME - 1));
  }
  const buffer = new Float64Array(FFT_SIZE);
  const power = new Float64Array(FFT_SIZE / 2 + 1);

  return {
    frame(samples, start, out, outOffset) {
      let sum = 0;
      for (let n = 0; n < FBANK_FRAME; n += 1) {
        const value = samples[start + n] * SCALE;
        buffer[n] = value;
        sum += value;
      }
      const mean = sum / FBANK_FRAME;
      let previous = buffer[0] - mean;
      for (let n = 0; n < FBANK_FRAME; n += 1) {
        const value = buffer[n] - mean;
        buffer[n] = (value - PRE_EMPHASIS * previous) * window[n];
        previous = value;
      }
      buffer.fill(0, FBANK_FRAME);
      fft.powerSpectrum(buffer, power);
      for (let band = 0; band < MEL_BANDS; band += 1) {
        let energy = 0;
        let bin = firstBin[band];
        const end = offset[band + 1];
        for (let at = offset[band]; at < end; at += 1, bin += 1) energy += weights[at] * power[bin];
        out[outOffset + band] = Math.log(energy > LOG_FLOOR ? energy : LOG_FLOOR);
      }
    },
  };
}
