import { cropFeatures } from '../src/core/stages/diarize/crop.ts';
import { collectEvidence } from '../src/core/stages/diarize/collect.ts';
import type { DiarizeModels } from '../src/core/stages/diarize/diarize-stage.ts';
import { createFeatureWindow } from '../src/core/stages/diarize/feature-window.ts';
import { createFrontEnd } from '../src/core/stages/diarize/front-end.ts';
import { slideWindows } from '../src/core/stages/diarize/pcm-windows.ts';
import { resolveTurns } from '../src/core/stages/diarize/resolve.ts';
import { createSegmenter } from '../src/core/stages/diarize/segmenter.ts';
import { createWindowEmbedder } from '../src/core/stages/diarize/window-embedder.ts';
import { SAMPLE_RATE } from '../src/shared/units.ts';
import type { InferenceSession } from '../src/core/ports/inference.ts';
import { disposeDiarizeModels, loadDiarizeModels } from '../tests/support/diarize.ts';
import { audioFixture } from '../tests/support/fixtures.ts';
import { memorySource } from '../tests/support/memory-source.ts';
import { decodePcm } from '../tests/support/pcm.ts';
import type { BenchTable } from './table.ts';

const RUNS = 3;
const FILES = ['digits-meeting-4spk-180s.flac', 'digits-long-20min.opus'];

/** Milliseconds of one pass. */
interface Times {
  readonly total: number;
  readonly features: number;
  readonly segmentation: number;
  readonly embedding: number;
  readonly clustering: number;
}

/**
 * Diarization step by step with the fixture models, 1 s step, one segmentation session on one thread, PCM in memory; the best
 * of three passes. Features are timed in a pass of their own and are part of the total as well.
 */
export async function benchDiarize(): Promise<BenchTable> {
  const models = await loadDiarizeModels();
  try {
    const rows: string[][] = [];
    for (const file of FILES) {
      const samples = decodePcm(audioFixture(file));
      let best: Times | undefined;
      for (let run = 0; run < RUNS; run++) {
        const times = await onePass(models, samples);
        if (best === undefined || times.total < best.total) best = times;
      }
      if (best === undefined) continue;
      const speed = samples.length / (SAMPLE_RATE / 1000) / best.total;
      rows.push([
        file,
        `${speed.toFixed(0)}x`,
        seconds(best.total),
        seconds(best.features),
        seconds(best.segmentation),
        seconds(best.embedding),
        seconds(best.clustering),
      ]);
    }
    return {
      title: 'Diarization, fixture models, 10 s windows every 1 s',
      header: ['recording', 'x real time', 'total', 'features', 'segmentation', 'embedding', 'clustering'],
      rows,
    };
  } finally {
    await disposeDiarizeModels(models);
  }
}

async function onePass(models: DiarizeModels, samples: Float32Array): Promise<Times> {
  const features = await timeFeatures(samples);
  const segmentation = models.segmentation.map(timed);
  const embedding = timed(models.embedding);
  const started = performance.now();
  const evidence = await collectEvidence(
    memorySource(samples),
    SAMPLE_RATE,
    {
      segmenters: segmentation.map(({ session }) => createSegmenter(session, models.segmentationModel.id)),
      embedder: createWindowEmbedder(embedding.session, models.embeddingModel),
      embeddingModel: models.embeddingModel.id,
    },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  const heard = performance.now();
  resolveTurns(evidence, models.embeddingModel, { min: 1, max: Infinity }, { startOffsetMs: 0, channel: undefined });
  const done = performance.now();
  return {
    total: done - started,
    features,
    segmentation: segmentation.reduce((sum, { spent }) => sum + spent(), 0),
    embedding: embedding.spent(),
    clustering: done - heard,
  };
}

/** Features of every window and one crop of half of it. */
async function timeFeatures(samples: Float32Array): Promise<number> {
  const frontEnd = createFrontEnd('wespeaker');
  const features = createFeatureWindow(frontEnd);
  const masks = new Uint8Array(589).fill(1, 0, 294);
  let spent = 0;
  for await (const window of slideWindows(memorySource(samples), SAMPLE_RATE, new AbortController().signal)) {
    const started = performance.now();
    features.moveTo(window.startSample, window.samples);
    cropFeatures(frontEnd, features, masks, (mask) => mask === 1);
    spent += performance.now() - started;
  }
  return spent;
}

function timed(session: InferenceSession): { readonly session: InferenceSession; readonly spent: () => number } {
  let total = 0;
  return {
    session: {
      ...session,
      async run(feeds, fetches) {
        const started = performance.now();
        const result = await session.run(feeds, fetches);
        total += performance.now() - started;
        return result;
      },
    },
    spent: () => total,
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
