import { describe, expect, it } from 'vitest';
import type { InferenceSession, Tensor } from '../../ports/inference.ts';
import { describeEmbedder } from './embedder-io.ts';
import { type Embedder, createEmbedder } from './embedder.ts';
import { createFrontEnd } from './front-end.ts';

/** A model whose embedding is [first value, frames]; it records the batch sizes it saw. */
function model(width = 2): InferenceSession & { readonly batches: number[] } {
  const batches: number[] = [];
  return {
    batches,
    inputs: [{ name: 'feats', type: 'float32', shape: ['b', 't', 80] }],
    outputs: [{ name: 'embs', type: 'float32', shape: ['b', width] }],
    run(feeds) {
      const { dims, data } = feeds['feats'];
      const [batch = 0, frames = 0, bands = 0] = dims;
      expect(data.length).toBe(batch * frames * bands);
      batches.push(batch);
      const rows = Array.from({ length: batch }, (_, b) => [Number(data[b * frames * bands]), frames]);
      const embs: Tensor = { type: 'float32', dims: [batch, width], data: Float32Array.from(rows.flat()) };
      return Promise.resolve({ embs });
    },
    dispose: () => Promise.resolve(),
  };
}

function embedderOf(session: InferenceSession): Embedder {
  const frontEnd = createFrontEnd('wespeaker');
  return createEmbedder(session, describeEmbedder(session, 'm', frontEnd), frontEnd, 'm');
}

const crop = (frames: number, value: number): Float32Array => new Float32Array(frames * 80).fill(value);

describe('createEmbedder', () => {
  it('keeps the order of the crops while equal lengths share a run', async () => {
    const session = model();
    const embedder = embedderOf(session);
    const lengths = [16, 24, 16, 8, 24, 16];
    for (const [i, frames] of lengths.entries()) await embedder.add(crop(frames, i));
    const { vectors, dim } = await embedder.finish();
    expect(dim).toBe(2);
    expect([...vectors]).toEqual(lengths.flatMap((frames, i) => [i, frames]));
    expect(session.batches).toEqual([1, 3, 2]);
  });

  it('works in bounded portions', async () => {
    const session = model();
    const embedder = embedderOf(session);
    for (let i = 0; i < 150; i += 1) await embedder.add(crop(8, i));
    expect(session.batches.length).toBeGreaterThan(0);
    const { vectors } = await embedder.finish();
    expect(Math.max(...session.batches)).toBeLessThanOrEqual(16);
    expect(Array.from({ length: 150 }, (_, i) => vectors[i * 2])).toEqual(Array.from({ length: 150 }, (_, i) => i));
  });

  it('gives nothing for nothing', async () => {
    const { vectors, dim } = await embedderOf(model()).finish();
    expect([vectors.length, dim]).toEqual([0, 0]);
  });

  it('names a model of another layout', async () => {
    const session: InferenceSession = {
      ...model(),
      run: () => Promise.resolve({ embs: { type: 'float32', dims: [1, 4, 2], data: new Float32Array(8) } }),
    };
    const embedder = embedderOf(session);
    await embedder.add(crop(8, 1));
    await expect(embedder.finish()).rejects.toMatchObject({ code: 'model-unsupported' });
  });
});
