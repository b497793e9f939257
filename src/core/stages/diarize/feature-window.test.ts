import { describe, expect, it } from 'vitest';
import { createFeatureWindow } from './feature-window.ts';

const track = Float32Array.from({ length: 500_000 }, (_, n) => 0.3 * Math.sin(n * 0.07 + Math.sin(n * 0.0001)));
const windowAt = (start: number): Float32Array => track.subarray(start, start + 160_000);

describe('createFeatureWindow', () => {
  it('gives the same features whether frames are kept or computed anew', () => {
    const sliding = createFeatureWindow();
    for (const start of [0, 16_000, 48_000, 300_000]) {
      sliding.moveTo(start, windowAt(start));
      const fresh = createFeatureWindow();
      fresh.moveTo(start, windowAt(start));
      expect(sliding.values).toEqual(fresh.values);
    }
  });

  it('does nothing when it is there already', () => {
    const features = createFeatureWindow();
    features.moveTo(0, windowAt(0));
    const before = features.values.slice();
    features.moveTo(0, windowAt(16_000));
    expect(features.values).toEqual(before);
  });
});
