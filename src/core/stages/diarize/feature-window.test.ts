import { describe, expect, it } from 'vitest';
import { type FeatureWindow, createFeatureWindow } from './feature-window.ts';
import { FRONT_ENDS, createFrontEnd } from './front-end.ts';

const track = Float32Array.from({ length: 500_000 }, (_, n) => 0.3 * Math.sin(n * 0.07 + Math.sin(n * 0.0001)));
const windowAt = (start: number): Float32Array => track.subarray(start, start + 160_000);

function show(features: FeatureWindow, start: number, frames: readonly number[]): void {
  features.moveTo(start, windowAt(start));
  for (const t of frames) features.need(t);
}

describe.each(FRONT_ENDS)('createFeatureWindow of %s', (name) => {
  const frontEnd = createFrontEnd(name);
  const all = Array.from({ length: frontEnd.frames }, (_, t) => t);

  it('gives the same features whether frames are kept or computed anew, the edges too', () => {
    const sliding = createFeatureWindow(frontEnd);
    for (const start of [0, 16_000, 48_000, 300_000]) {
      show(sliding, start, all);
      const fresh = createFeatureWindow(frontEnd);
      show(fresh, start, all);
      expect(sliding.values).toEqual(fresh.values);
    }
  });

  it('computes frames that an earlier window left out', () => {
    const sliding = createFeatureWindow(frontEnd);
    show(sliding, 0, all.slice(300, 500));
    show(sliding, 16_000, all);
    const fresh = createFeatureWindow(frontEnd);
    show(fresh, 16_000, all);
    expect(sliding.values).toEqual(fresh.values);
  });
});

describe('createFeatureWindow', () => {
  it('computes each frame once, however often it is needed', () => {
    let computed = 0;
    const frontEnd = createFrontEnd('wespeaker');
    const features = createFeatureWindow({
      ...frontEnd,
      frame: (...args) => {
        computed += 1;
        frontEnd.frame(...args);
      },
    });
    show(features, 0, [5, 200, 5]);
    show(features, 0, [200]);
    show(features, 16_000, [100]);
    expect(computed).toBe(2);
  });
});
