import type { FeatureWindow } from './feature-window.ts';
import type { FrontEnd } from './front-end.ts';

/**
 * Crop lengths are cut to a multiple of this many feature frames (80 ms), so that crops of equal length are common and can
 * share a batch without padding, which the model has no mask for.
 */
export const CROP_MULTIPLE = 8;

/**
 * Joins the input frames of one window that belong to a local speaker and normalises them. A frame belongs to the
 * segmentation frame with the nearest centre. `wanted` judges a segmentation mask. Returns [T, width] row-major, T a
 * multiple of 8 unless fewer than 8 frames were found.
 */
export function cropFeatures(
  frontEnd: FrontEnd,
  features: FeatureWindow,
  masks: Uint8Array,
  wanted: (mask: number) => boolean,
): Float32Array {
  const { width } = frontEnd;
  const picked: number[] = [];
  for (let t = 0; t < frontEnd.frames; t += 1) {
    if (wanted(masks[frontEnd.segmentationFrame(t, masks.length)])) picked.push(t);
  }
  if (picked.length > CROP_MULTIPLE) picked.length -= picked.length % CROP_MULTIPLE;
  const crop = new Float32Array(picked.length * width);
  for (const [row, t] of picked.entries()) {
    features.need(t);
    crop.set(features.values.subarray(t * width, (t + 1) * width), row * width);
  }
  frontEnd.normalise(crop);
  return crop;
}
