import { FRAME_STEP, RECEPTIVE_FIELD } from './frame-grid.ts';

/** Half a step of 16-bit audio: nothing below it was ever recorded. */
const SILENCE_PEAK = 0.5 / 32_768;

/**
 * Clears the frames of a window whose samples are all digital silence (gaps in a track, padding behind its end), where a
 * segmentation model was never trained and may claim speech. Looks at the 270 samples around each frame's centre.
 */
export function clearDigitalSilence(samples: Float32Array, masks: Uint8Array): void {
  for (let frame = 0; frame < masks.length; frame += 1) {
    if (masks[frame] === 0) continue;
    const from = frame * FRAME_STEP + (RECEPTIVE_FIELD - FRAME_STEP - 1) / 2;
    if (isSilent(samples, from, Math.min(samples.length, from + FRAME_STEP))) masks[frame] = 0;
  }
}

function isSilent(samples: Float32Array, from: number, to: number): boolean {
  for (let n = from; n < to; n += 1) {
    if (Math.abs(samples[n]) > SILENCE_PEAK) return false;
  }
  return true;
}
