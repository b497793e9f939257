import { FBANK_SHIFT, MEL_BANDS, createFbank, fbankFrames } from './fbank.ts';
import { WINDOW_SAMPLES } from './frame-grid.ts';

/** Feature frames of one 10 s window (998). */
export const WINDOW_FEATURES = fbankFrames(WINDOW_SAMPLES);

/** Log-mel features of the window last shown, [998, 80] row-major. */
export interface FeatureWindow {
  readonly values: Float32Array;
  /** Moves to the window that starts at `startSample`; windows must come in order. */
  moveTo(startSample: number, samples: Float32Array): void;
}

/**
 * Features of a sliding window. Frames shared with the previous window are moved, not computed again, so a 1 s step costs
 * a tenth; window starts must be multiples of the feature shift (10 ms) for that to be exact.
 */
export function createFeatureWindow(): FeatureWindow {
  const fbank = createFbank();
  const values = new Float32Array(WINDOW_FEATURES * MEL_BANDS);
  let current: number | undefined;
  return {
    values,
    moveTo(startSample, samples) {
      if (startSample === current) return;
      const shift = current === undefined ? WINDOW_FEATURES : (startSample - current) / FBANK_SHIFT;
      const kept = Math.max(0, WINDOW_FEATURES - shift);
      if (kept > 0) values.copyWithin(0, shift * MEL_BANDS);
      for (let t = kept; t < WINDOW_FEATURES; t += 1) fbank.frame(samples, t * FBANK_SHIFT, values, t * MEL_BANDS);
      current = startSample;
    },
  };
}
