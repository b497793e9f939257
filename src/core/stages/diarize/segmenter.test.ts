import { describe, expect, it } from 'vitest';
import type { InferenceSession } from '../../ports/inference.ts';
import { createSegmenter } from './segmenter.ts';

function model(dims: readonly number[], data: Float32Array): InferenceSession {
  return {
    inputs: [{ name: 'x', type: 'float32', shape: ['b', 1, 'n'] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['b', 'f', 7] }],
    run: (feeds) => {
      expect(feeds['x']?.dims).toEqual([1, 1, 160_000]);
      return Promise.resolve({ y: { type: 'float32', dims, data } });
    },
    dispose: () => Promise.resolve(),
  };
}

describe('createSegmenter', () => {
  it('decodes a window into one mask per frame', async () => {
    const scores = Float32Array.of(...[0, -9, -9, -9, -9, -9, -9], ...[-9, -9, -9, -9, -9, 0, -9]);
    const { masks, likelihood } = await createSegmenter(model([1, 2, 7], scores), 'm').segment(
      new Float32Array(160_000).fill(0.1),
    );
    expect([...masks]).toEqual([0, 0b101]);
    // exp(-9) for each of the other classes.
    expect(likelihood.speech[0]).toBeCloseTo((6 * Math.exp(-9)) / (1 + 6 * Math.exp(-9)), 6);
    expect(likelihood.several[1]).toBeCloseTo((1 + 2 * Math.exp(-9)) / (1 + 6 * Math.exp(-9)), 6);
  });

  it('names a model of another layout', async () => {
    const other = createSegmenter(model([1, 2, 3], new Float32Array(6)), 'm');
    await expect(other.segment(new Float32Array(160_000))).rejects.toMatchObject({ code: 'model-unsupported' });
  });
});
