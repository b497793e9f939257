import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type InstalledModel, modelManifestSchema } from '../../src/core/models/manifest.ts';
import type { DiarizeOutput } from '../../src/core/stages/diarize/diarize-stage.ts';
import { loadDiarizeStage } from '../../src/engine/server/load-stages.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { audioFixture, bundledModel } from '../support/fixtures.ts';
import { memorySource } from '../support/memory-source.ts';
import type { GraphSpec } from '../support/onnx-writer.ts';
import { decodePcm } from '../support/pcm.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type RecordingContext, recordingContext } from '../support/stage-context.ts';
import {
  ECAPA_POWER,
  NEMO_SKEWNESS,
  VARIANCE_OF_CROP,
  WAVEFORM_POWER,
  installEmbedder,
  varianceByMask,
} from '../support/tiny-embedders.ts';

const scratch = scratchFolder();
const runtime = createOnnxRuntime();
let dialog: Float32Array;

beforeAll(() => {
  dialog = decodePcm(audioFixture('digits-dialog-2spk-60s.flac')).subarray(0, 25 * 16_000);
});

function bundled(id: string): InstalledModel {
  const folder = bundledModel(id);
  const manifest = modelManifestSchema.parse(JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')));
  return { manifest, folder, bundled: true, problem: undefined };
}

async function run(embedder: InstalledModel): Promise<DiarizeOutput & { readonly ctx: RecordingContext }> {
  const loaded = await loadDiarizeStage(runtime, bundled('segmentation-digits'), embedder);
  const ctx = recordingContext();
  try {
    return { ...(await loaded.stage.run({ source: memorySource(dialog) }, {}, ctx)), ctx };
  } finally {
    await loaded.dispose();
  }
}

function install(id: string, graph: GraphSpec, manifest: Parameters<typeof installEmbedder>[3]): InstalledModel {
  return installEmbedder(scratch.path, id, graph, manifest);
}

describe('embedding models of every layout, from file to turns', () => {
  it.each([
    ['wespeaker-onnx', VARIANCE_OF_CROP, {}, 80],
    ['campplus-onnx', VARIANCE_OF_CROP, {}, 80],
    ['ecapa-onnx', ECAPA_POWER, {}, 80],
    ['titanet-onnx', NEMO_SKEWNESS, {}, 81],
    ['wespeaker-onnx', WAVEFORM_POWER, { frontEnd: 'waveform' }, 2],
    ['wespeaker-onnx', varianceByMask(['B', 'T', 80], ['B', 'S', 'T']), {}, 80],
  ] as const)('%s runs and says that nobody calibrated it', async (layout, graph, params, dim) => {
    const { turns, speakers, evidence, ctx } = await run(install('tiny', graph, { layout, params }));
    const { embeddings } = evidence;
    expect(embeddings.dim).toBe(dim);
    expect(embeddings.count).toBeGreaterThan(15);
    expect(embeddings.vectors).toHaveLength(embeddings.count * dim);
    expect(embeddings.vectors.every((value) => Number.isFinite(value))).toBe(true);
    expect(new Set(embeddings.vectors).size).toBeGreaterThan(embeddings.count);
    expect(turns.length).toBeGreaterThan(3);
    expect(speakers.length).toBeGreaterThan(0);
    expect(ctx.alerts).toContainEqual(
      expect.objectContaining({ code: 'embedder-uncalibrated', severity: 'warning', stage: 'diarize' }),
    );
  });

  it('gives NeMo models the number of frames, and bands first', async () => {
    const { evidence } = await run(install('nemo', NEMO_SKEWNESS, { layout: 'titanet-onnx' }));
    const { vectors, count } = evidence.embeddings;
    const lengths = Array.from({ length: count }, (_, row) => vectors[row * 81 + 80]);
    expect(Math.min(...lengths)).toBeGreaterThan(16);
    expect(lengths.every((length) => length % 8 === 0 && length <= 1000)).toBe(true);
    expect(new Set(lengths).size).toBeGreaterThan(3);
  });

  it('takes the front end from the metadata of the file', async () => {
    const metadata = { framework: 'nemo', sample_rate: '16000', window_type: 'hann' };
    const { evidence } = await run(install('meta', { ...NEMO_SKEWNESS, metadata }, { layout: 'wespeaker-onnx' }));
    expect(evidence.embeddings.dim).toBe(81);
  });

  it('keeps quiet about a calibrated model, and tells its voices apart with the features of 3D-Speaker too', async () => {
    const real = bundled('speaker-embedding-small');
    const asItIs = await run(real);
    const params = { ...real.manifest.params, frontEnd: '3d-speaker' };
    const other = await run({ ...real, manifest: { ...real.manifest, layout: 'campplus-onnx', params } });
    for (const { speakers, ctx } of [asItIs, other]) {
      expect(speakers).toHaveLength(2);
      expect(ctx.alerts).toEqual([]);
    }
    // Povey and Hamming differ a little, so the vectors must as well.
    expect(other.evidence.embeddings.vectors).not.toEqual(asItIs.evidence.embeddings.vectors);
  });

  it.each([
    ['samples where features are made', WAVEFORM_POWER, { layout: 'wespeaker-onnx' }, /input_values/],
    [
      'another sampling rate',
      { ...VARIANCE_OF_CROP, metadata: { sample_rate: '8000' } },
      { layout: 'campplus-onnx' },
      /8000/,
    ],
    ['an unknown front end', VARIANCE_OF_CROP, { layout: 'ecapa-onnx', params: { frontEnd: 'mfcc' } }, /mfcc/],
    ['another task', VARIANCE_OF_CROP, { layout: 'wespeaker-onnx', task: 'vad' }, /speaker embedding/],
  ] as const)('refuses %s', async (_what, graph, manifest, words) => {
    const failed: unknown = await run(install('odd', graph, manifest)).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'model-unsupported' });
    expect(String(failed)).toMatch(words);
  });
});
