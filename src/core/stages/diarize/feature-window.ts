import { FBANK_SHIFT } from '../../audio/fbank.ts';
import type { FrontEnd } from './front-end.ts';

/** Input frames of a window of the track. */
export interface FeatureWindow {
  /** Rows of `frontEnd.width` values; only rows asked for by `need` since they came into the window are valid. */
  readonly values: Float32Array;
  /**
   * Moves to the window that starts at `startSample`; windows must come in order. `samples` are read until the next move,
   * by `need`.
   */
  moveTo(startSample: number, samples: Float32Array): void;
  /** Makes row `t` valid. */
  need(t: number): void;
}

/**
 * Features of a sliding window, computed when they are needed: frames without a voice cost nothing. Frames shared with the
 * window before are moved, not computed again, so a 1 s step costs a tenth; window starts must be multiples of the feature
 * shift (10 ms) for that to be exact. Frames that reach over a window's edge belong to that window alone.
 */
export function createFeatureWindow(frontEnd: FrontEnd): FeatureWindow {
  const { width, frames, wholeFrom, wholeTo } = frontEnd;
  const values = new Float32Array(frames * width);
  const known = new Uint8Array(frames);
  let current: number | undefined;
  let shown: Float32Array = new Float32Array(0);
  return {
    values,
    moveTo(startSample, samples) {
      shown = samples;
      if (startSample === current) return;
      const shift = current === undefined ? frames : Math.min(frames, (startSample - current) / FBANK_SHIFT);
      if (shift < frames) {
        values.copyWithin(0, shift * width);
        known.copyWithin(0, shift);
      }
      known.fill(0, 0, wholeFrom);
      known.fill(0, Math.max(0, wholeTo - shift));
      current = startSample;
    },
    need(t) {
      if (known[t] === 1) return;
      frontEnd.frame(shown, t, values, t * width);
      known[t] = 1;
    },
  };
}
