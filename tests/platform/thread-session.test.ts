import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { loadOnThread } from '../../src/platform/onnx/thread-session.ts';
import { bundledModel } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const MODEL = bundledModel('segmentation-digits/model.onnx');
const SHAPE = [1, 1, 160_000];

/** Noise in shared memory, another one for each seed. */
function noise(seed: number): Float32Array {
  const samples = new Float32Array(new SharedArrayBuffer(160_000 * 4));
  for (let i = 0; i < samples.length; i++) samples[i] = 0.1 * Math.sin(i * i * 1e-4 * seed);
  return samples;
}

const scratch = scratchFolder();

describe('a model on a thread of its own', () => {
  it('gives what it gives on this thread, several at a time, from shared memory', async () => {
    const here = await createOnnxRuntime().load(MODEL, { threads: 1 });
    const there = await Promise.all([1, 2].map(() => loadOnThread(MODEL, { threads: 1 })));
    expect(there[0]?.inputs).toEqual(here.inputs);
    const input = here.inputs[0]?.name ?? '';
    const output = here.outputs[0]?.name ?? '';
    const feed = (seed: number) => ({ [input]: { type: 'float32', dims: SHAPE, data: noise(seed) } });
    const apart = await Promise.all(there.map((session, i) => session.run(feed(i + 1))));
    for (const [i, result] of apart.entries()) {
      const data = Float32Array.from(noise(i + 1));
      const expected = await here.run({ [input]: { type: 'float32', dims: SHAPE, data } });
      expect(result[output]?.dims).toEqual(expected[output]?.dims);
      expect(result[output]?.data).toEqual(expected[output]?.data);
    }
    await Promise.all([here, ...there].map((session) => session.dispose()));
    await expect(there[0]?.run(feed(1))).rejects.toMatchObject({ code: 'inference-failed' });
  });

  it('says why it cannot load or run', async () => {
    writeFileSync(scratch.at('broken.onnx'), 'not a model');
    await expect(loadOnThread(scratch.at('broken.onnx'), { threads: 1 })).rejects.toMatchObject({
      code: 'model-corrupt',
    });
    await expect(loadOnThread(scratch.at('absent.onnx'), { threads: 1 })).rejects.toMatchObject({
      code: 'model-missing',
    });
    const session = await loadOnThread(MODEL, { threads: 1 });
    await expect(session.run({})).rejects.toMatchObject({ code: 'inference-failed' });
    await session.dispose();
  });
});
