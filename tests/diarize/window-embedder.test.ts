import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InferenceSession } from '../../src/core/ports/inference.ts';
import { createFrontEnd } from '../../src/core/stages/diarize/front-end.ts';
import { type WindowEmbedder, createWindowEmbedder } from '../../src/core/stages/diarize/window-embedder.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { audioFixture } from '../support/fixtures.ts';
import { type GraphSpec, writeOnnx } from '../support/onnx-writer.ts';
import { decodePcm } from '../support/pcm.ts';
import { scratchFolder } from '../support/scratch.ts';
import { VARIANCE_OF_CROP, varianceByMask } from '../support/tiny-embedders.ts';

const FRAMES = 589;
const scratch = scratchFolder();
const runtime = createOnnxRuntime(1);
let speech: Float32Array;

beforeAll(() => {
  speech = decodePcm(audioFixture('digits-dialog-2spk-60s.flac')).slice(0, 320_000);
});

async function load(graph: GraphSpec): Promise<{ readonly embedder: WindowEmbedder; readonly runs: () => number }> {
  const path = scratch.at('model.onnx');
  writeFileSync(path, writeOnnx(graph));
  const session = await runtime.load(path, { threads: 1 });
  let runs = 0;
  const counted: InferenceSession = {
    ...session,
    run: (feeds, fetches) => {
      runs += 1;
      return session.run(feeds, fetches);
    },
  };
  return { embedder: createWindowEmbedder(counted, { id: 'tiny', frontEnd: 'wespeaker' }), runs: () => runs };
}

/**
 * Three voices, each alone for a stretch whose feature frames are a multiple of 8, so that crops lose none. Frames of a
 * stretch are counted with the front end's own rule.
 */
function threeVoices(): { readonly masks: Uint8Array; readonly voices: readonly ((mask: number) => boolean)[] } {
  const frontEnd = createFrontEnd('wespeaker');
  const masks = new Uint8Array(FRAMES);
  const bits = [1, 2, 4];
  [20, 200, 400].forEach((from, i) => {
    let to = from + 60;
    const count = (): number =>
      Array.from({ length: frontEnd.frames }, (_, t) => frontEnd.segmentationFrame(t, FRAMES)).filter(
        (frame) => frame >= from && frame < to,
      ).length;
    while (count() % 8 !== 0) to += 1;
    masks.fill(bits[i], from, to);
  });
  return { masks, voices: bits.map((bit) => (mask: number) => mask === bit) };
}

async function embed({ embedder, runs }: Awaited<ReturnType<typeof load>>) {
  const { masks, voices } = threeVoices();
  await embedder.add({ startSample: 0, samples: speech.subarray(0, 160_000), masks, voices });
  const afterOne = runs();
  await embedder.add({
    startSample: 16_000,
    samples: speech.subarray(16_000, 176_000),
    masks,
    voices: voices.slice(1),
  });
  return { ...(await embedder.finish()), afterOne, runs: runs() };
}

describe('models that take a window and masks', () => {
  it.each([
    ['[b, voices, one per feature frame]', ['B', 'T', 80], ['B', 'S', 'T'], 2],
    ['[voices, 998], three at a time', [1, 998, 80], [3, 998], 2],
    ['[b, 998] with a copy of the window each', ['B', 'T', 80], ['B', 998], 2],
    ['[1, 2, 998], two at a time', [1, 998, 80], [1, 2, 998], 3],
  ] as const)('give what crops give, in few runs: %s', async (_name, feats, weights, runs) => {
    const crops = await embed(await load(VARIANCE_OF_CROP));
    const masked = await embed(await load(varianceByMask(feats, weights)));
    expect(masked.runs).toBe(runs);
    expect([crops.dim, masked.dim]).toEqual([80, 80]);
    expect(masked.vectors).toHaveLength(5 * 80);
    // The variance is a small difference of large squares in single precision.
    crops.vectors.forEach((value, i) => expect(masked.vectors[i]).toBeCloseTo(value, 2));
    expect(Math.max(...crops.vectors)).toBeGreaterThan(1);
    expect(crops.vectors.subarray(0, 80)).not.toEqual(crops.vectors.subarray(80, 160));
  });

  it('run once for all voices of a window', async () => {
    const { afterOne } = await embed(await load(varianceByMask(['B', 'T', 80], ['B', 'S', 'T'])));
    expect(afterOne).toBe(1);
  });
});
