import { SAMPLE_RATE } from '../../../../shared/units.ts';
import { createRealFft } from '../../../audio/real-fft.ts';
import { slaneyMelFilters } from './mel-filters.ts';

const FFT_SIZE = 400;
const HOP = 160;
const REFLECT = FFT_SIZE / 2;
const FLOOR = 1e-10;
const DYNAMIC_RANGE = 8;

/** Turns audio into Whisper's encoder input. Buffers inside are reused, so one instance serves one caller at a time. */
export interface LogMelExtractor {
  readonly melCount: number;
  readonly frameCount: number;
  /**
   * Writes the log-mel of `samples` (16 kHz mono, any length; zero-padded or cut to `frameCount` hops) into
   * `out[offset ...]`, mel-major `[melCount, frameCount]`.
   */
  write(samples: Float32Array, out: Float32Array, offset?: number): void;
}

/**
 * Whisper's log-mel front end: 25 ms periodic Hann window, 10 ms hop, reflected edges, Slaney mel filters,
 * log10 clamped at 1e-10, floored 8 below the loudest value, then (x + 4) / 4. The last STFT frame is dropped.
 * Source: Whisper paper 2.2 and the reference feature extractor of the Hugging Face exports.
 * @param melCount 80, or 128 for large-v3 and turbo
 * @param frameCount encoder frames, 3000 for 30 s
 */
export function createLogMel(melCount: number, frameCount = 3000): LogMelExtractor {
  const fft = createRealFft(FFT_SIZE);
  const filters = slaneyMelFilters(melCount, FFT_SIZE, SAMPLE_RATE);
  const window = Float64Array.from({ length: FFT_SIZE }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FFT_SIZE));
  const frame = new Float64Array(FFT_SIZE);
  const power = new Float64Array(FFT_SIZE / 2 + 1);
  const sampleCount = frameCount * HOP;
  const silence = Math.log10(FLOOR);

  function write(samples: Float32Array, out: Float32Array, offset = 0): void {
    const known = Math.min(samples.length, sampleCount);
    // Frames from here on see only padding; reflection at the end reaches back over the last 200 samples at most.
    const sounding =
      known > sampleCount - REFLECT - 1 ? frameCount : Math.min(frameCount, Math.ceil((known + REFLECT) / HOP));
    let loudest = sounding < frameCount ? silence : -Infinity;
    for (let i = 0; i < sounding; i++) {
      fillFrame(samples, known, i * HOP - REFLECT);
      fft.powerSpectrum(frame, power);
      for (let m = 0; m < melCount; m++) {
        const { firstBin, weights } = filters[m];
        let energy = 0;
        for (let w = 0; w < weights.length; w++) energy += weights[w] * power[firstBin + w];
        const value = energy > FLOOR ? Math.log10(energy) : silence;
        if (value > loudest) loudest = value;
        out[offset + m * frameCount + i] = value;
      }
    }
    normalise(out, offset, sounding, loudest - DYNAMIC_RANGE);
  }

  function fillFrame(samples: Float32Array, known: number, start: number): void {
    if (start >= 0 && start + FFT_SIZE <= known) {
      for (let n = 0; n < FFT_SIZE; n++) frame[n] = samples[start + n] * window[n];
      return;
    }
    for (let n = 0; n < FFT_SIZE; n++) {
      let at = Math.abs(start + n);
      if (at >= sampleCount) at = 2 * (sampleCount - 1) - at;
      frame[n] = at < known ? samples[at] * window[n] : 0;
    }
  }

  function normalise(out: Float32Array, offset: number, sounding: number, floor: number): void {
    const padding = (Math.max(silence, floor) + 4) / 4;
    for (let m = 0; m < melCount; m++) {
      const row = offset + m * frameCount;
      for (let i = row; i < row + sounding; i++) out[i] = (Math.max(out[i], floor) + 4) / 4;
      out.fill(padding, row + sounding, row + frameCount);
    }
  }

  return { melCount, frameCount, write };
}
