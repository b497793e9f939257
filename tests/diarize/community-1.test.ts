import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diarizationErrorRate } from '../../src/core/metrics/der.ts';
import type { InstalledModel } from '../../src/core/models/manifest.ts';
import type { Loaded } from '../../src/core/pipeline/parts.ts';
import type { DiarizeInput, DiarizeOptions, DiarizeOutput } from '../../src/core/stages/diarize/diarize-stage.ts';
import { createPlda } from '../../src/core/stages/diarize/plda.ts';
import { resolveTurns } from '../../src/core/stages/diarize/resolve.ts';
import { COMMUNITY_1_DEFAULTS } from '../../src/core/stages/diarize/vbx-candidates.ts';
import { loadDiarizeStage } from '../../src/engine/server/load-stages.ts';
import { listInstalledModels } from '../../src/platform/models/model-store.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { estimatePlda, labelEmbeddings } from '../support/estimate-plda.ts';
import { audioFixture } from '../support/fixtures.ts';
import { memorySource } from '../support/memory-source.ts';
import { decodePcm } from '../support/pcm.ts';
import { installPlda, pldaFiles } from '../support/plda-files.ts';
import { readRttm } from '../support/rttm.ts';
import { scratchFolder } from '../support/scratch.ts';
import { recordingContext } from '../support/stage-context.ts';
import { transcribeFixture } from '../support/transcribe-fixture.ts';

const EMBEDDER = 'speaker-embedding-small';
const TRAINING_SECONDS = 120;
const RUNTIME = createOnnxRuntime();
const folder = scratchFolder();

type Stage = Loaded<DiarizeInput, DiarizeOutput, DiarizeOptions>;
let bundled: readonly InstalledModel[];
let plda: InstalledModel;
let stage: Stage;

const model = (id: string): InstalledModel => {
  const found = bundled.find(({ manifest }) => manifest.id === id);
  if (found === undefined) throw new Error(`${id} is not bundled`);
  return found;
};
const load = (withPlda?: InstalledModel): Promise<Stage> =>
  loadDiarizeStage(RUNTIME, model('segmentation-digits'), model(EMBEDDER), withPlda);

async function run(loaded: Stage, samples: Float32Array) {
  const ctx = recordingContext();
  return { ...(await loaded.stage.run({ source: memorySource(samples) }, {}, ctx)), alerts: ctx.alerts };
}

// There is no PLDA model for the bundled embedder: one is estimated from three voices of a recording of its own and then
// judged by others, in which two of five voices were never heard before.
beforeAll(async () => {
  bundled = await listInstalledModels([]);
  const plain = await load();
  const samples = decodePcm(audioFixture('digits-long-20min.opus')).subarray(0, TRAINING_SECONDS * 16_000);
  const { evidence } = await run(plain, samples);
  await plain.dispose();
  const labelled = labelEmbeddings(evidence, readRttm(audioFixture('digits-long-20min.rttm')));
  await mkdir(folder.at('plda'));
  plda = await installPlda(folder.at('plda'), pldaFiles(estimatePlda(labelled, 128)), EMBEDDER);
  stage = await load(plda);
});
afterAll(() => stage.dispose());

describe('community-1 with a PLDA model of three voices', () => {
  it.each([
    { id: 'digits-dialog-2spk-60s', speakers: 2, limit: 0.03 },
    { id: 'digits-noisy-10dB', speakers: 2, limit: 0.06 },
    { id: 'digits-meeting-4spk-180s', speakers: 4, limit: 0.08 },
  ])('keeps the error of $id under $limit with $speakers speakers', async ({ id, speakers, limit }) => {
    const output = await run(stage, decodePcm(audioFixture(`${id}.flac`)));
    expect(output.speakers).toHaveLength(speakers);
    expect(output.alerts).toEqual([]);
    expect(diarizationErrorRate(readRttm(audioFixture(`${id}.rttm`)), output.turns).der).toBeLessThan(limit);
    output.exclusiveTurns.slice(1).forEach((turn, i) => {
      expect(turn.startMs).toBeGreaterThanOrEqual(output.exclusiveTurns[i].endMs);
    });
    if (speakers === 4) expectEveryCount(output);
  });

  it('refuses a PLDA model of another dimension before anything runs', async () => {
    const wrong = await installPlda(folder.at('plda'), pldaFiles(flat(64, 32)), EMBEDDER);
    await expect(load(wrong)).rejects.toMatchObject({ code: 'model-unsupported' });
  });
});

/** From the evidence of one run: a forced count is met exactly. */
function expectEveryCount({ evidence }: DiarizeOutput): void {
  const params = { clusterThreshold: 0.77, minClusterSize: 12 };
  const even = createPlda(flat(evidence.embeddings.dim, 128));
  for (let count = 1; count <= 8; count += 1) {
    const vbx = { ...COMMUNITY_1_DEFAULTS, plda: even };
    const range = { min: count, max: count };
    const { speakers, shortfall } = resolveTurns(evidence, { ...params, vbx }, range, {
      startOffsetMs: 0,
      channel: undefined,
    });
    expect([speakers.length, shortfall]).toEqual([count, undefined]);
  }
}

/** A PLDA model that knows nothing: all axes alike. */
function flat(dim: number, width: number) {
  const ones = (rows: number, columns: number) => ({
    rows,
    columns,
    data: Float64Array.from({ length: rows * columns }, (_, at) => (Math.floor(at / columns) === at % columns ? 1 : 0)),
  });
  const zeros = (length: number) => new Float64Array(length);
  return {
    mean1: zeros(dim),
    lda: ones(dim, width),
    mean2: zeros(width),
    mu: zeros(width),
    tr: ones(width, width),
    psi: new Float64Array(width).fill(2),
  };
}

describe('the choice of the method', () => {
  const file = audioFixture('digits-mono-20s.flac');

  it('says what to install when community-1 is asked for and no PLDA model fits', async () => {
    await expect(transcribeFixture(file, { diarizer: 'community-1' })).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringMatching(/voice embedding "speaker-embedding-small".*voxlane models pull/),
    });
  });

  it('takes community-1 by itself where a PLDA model fits, and 3.1 when told so', async () => {
    await mkdir(folder.at('models', 'plda-test'), { recursive: true });
    await installPlda(folder.at('models', 'plda-test'), pldaFiles(flat(192, 128)), EMBEDDER);
    // The second run clusters again what the models heard in the first.
    const input = { modelFolders: [folder.at('models')], jobsFolder: folder.at('jobs') };
    const modelsOf = async (diarizer: 'auto' | 'pyannote-3.1') => {
      const { output } = await transcribeFixture(file, { diarizer }, input);
      return output.document.provenance.find(({ stage: name }) => name === 'diarize')?.model;
    };
    expect(await modelsOf('auto')).toBe(`segmentation-digits + ${EMBEDDER} + plda-test`);
    expect(await modelsOf('pyannote-3.1')).toBe(`segmentation-digits + ${EMBEDDER}`);
  });
});
