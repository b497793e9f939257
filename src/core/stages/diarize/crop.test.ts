import { describe, expect, it } from 'vitest';
import { CROP_MULTIPLE, cropFeatures } from './crop.ts';
import type { FeatureWindow } from './feature-window.ts';
import { createFrontEnd } from './front-end.ts';

const BANDS = 80;
/** Feature frame t has the value t in every band. */
const features: FeatureWindow = {
  values: Float32Array.from({ length: 998 * BANDS }, (_, i) => Math.floor(i / BANDS)),
  moveTo: () => undefined,
  need: () => undefined,
};
const frontEnd = createFrontEnd('wespeaker');

function maskFrames(from: number, to: number): Uint8Array {
  return new Uint8Array(589).fill(1, from, to);
}

describe('cropFeatures', () => {
  it('keeps frames whose nearest segmentation frame is wanted, in order, and removes their mean', () => {
    // Segmentation frames 100 .. 199 are centred on samples 27495.5 .. 54225.5; half a step further out is theirs too.
    // Feature frame t is centred on 160 t + 200: t = 170 (27400) to t = 338 (54280), 169 frames, cut to 168.
    const crop = cropFeatures(frontEnd, features, maskFrames(100, 200), (mask) => mask === 1);
    expect(crop.length / BANDS).toBe(168);
    const values = Array.from({ length: 168 }, (_, t) => crop[t * BANDS + 7]);
    expect(values[0]).toBeCloseTo(-83.5, 3);
    expect(values[167] - values[0]).toBeCloseTo(167, 3);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 2);
  });

  it('joins separate stretches', () => {
    const masks = maskFrames(10, 60);
    masks.fill(1, 400, 450);
    const crop = cropFeatures(frontEnd, features, masks, (mask) => mask === 1);
    expect(crop.length % (CROP_MULTIPLE * BANDS)).toBe(0);
    const steps = Array.from({ length: crop.length / BANDS - 1 }, (_, t) =>
      Math.round(crop[(t + 1) * BANDS] - crop[t * BANDS]),
    );
    expect(steps.filter((step) => step !== 1)).toHaveLength(1);
  });

  it('gives an empty crop when nothing is wanted', () => {
    expect(cropFeatures(frontEnd, features, maskFrames(0, 0), (mask) => mask === 1)).toHaveLength(0);
  });
});
