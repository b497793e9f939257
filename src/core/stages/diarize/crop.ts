import { FBANK_FRAME, FBANK_SHIFT, MEL_BANDS } from './fbank.ts';
import { WINDOW_FEATURES } from './feature-window.ts';
import { nearestFrame } from './frame-grid.ts';

/**
 * Crop lengths are cut to a multiple of this many feature frames (80 ms), so that crops of equal length are common and can
 * share a batch without padding, which the model has no mask for.
 */
export const CROP_MULTIPLE = 8;

/**
 * Joins the feature frames of one window that belong to a local speaker, and subtracts their mean per band. A feature frame
 * belongs to the segmentation frame with the nearest centre. `features` is [998, 80]; `wanted` judges a segmentation mask.
 * Returns [T, 80] row-major, T a multiple of 8 unless fewer than 8 frames were found.
 */
export function cropFeatures(
  features: Float32Array,
  masks: Uint8Array,
  wanted: (mask: number) => boolean,
): Float32Array {
  const picked: number[] = [];
  for (let t = 0; t < WINDOW_FEATURES; t += 1) {
    const frame = nearestFrame(t * FBANK_SHIFT + FBANK_FRAME / 2, masks.length);
    if (wanted(masks[frame])) picked.push(t);
  }
  if (picked.length > CROP_MULTIPLE) picked.length -= picked.length % CROP_MULTIPLE;
  const crop = new Float32Array(picked.length * MEL_BANDS);
  picked.forEach((t, row) => crop.set(features.subarray(t * MEL_BANDS, (t + 1) * MEL_BANDS), row * MEL_BANDS));
  subtractMean(crop);
  return crop;
}

function subtractMean(crop: Float32Array): void {
  const rows = crop.length / MEL_BANDS;
  for (let band = 0; band < MEL_BANDS; band += 1) {
    let sum = 0;
    for (let at = band; at < crop.length; at += MEL_BANDS) sum += crop[at];
    const mean = sum / rows;
    for (let at = band; at < crop.length; at += MEL_BANDS) crop[at] -= mean;
  }
}
