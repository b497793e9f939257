import { readFileSync } from 'node:fs';
import { modelManifestSchema } from '../../src/core/models/manifest.ts';
import type { InferenceSession } from '../../src/core/ports/inference.ts';
import {
  createDiarizeStage,
  type DiarizeModels,
  type DiarizeOptions,
  type DiarizeOutput,
  type EmbeddingModel,
} from '../../src/core/stages/diarize/diarize-stage.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { bundledModel } from './fixtures.ts';
import { memorySource, type MemorySourceOptions } from './memory-source.ts';
import { recordingContext, type RecordingContext } from './stage-context.ts';

/** The bundled segmentation and embedding models with the calibration of their manifest. */
export async function loadDiarizeModels(segmenters = 1): Promise<DiarizeModels> {
  const runtime = createOnnxRuntime();
  const segmentation: InferenceSession[] = [];
  for (let i = 0; i < segmenters; i++) {
    segmentation.push(await runtime.load(bundledModel('segmentation-digits/model.onnx'), { threads: 1 }));
  }
  const embedding = await runtime.load(bundledModel('speaker-embedding-small/model.onnx'), { threads: runtime.cores });
  return {
    segmentation,
    segmentationModel: { id: 'segmentation-digits' },
    embedding,
    embeddingModel: embeddingModel(),
  };
}

function embeddingModel(): EmbeddingModel {
  const text = readFileSync(bundledModel('speaker-embedding-small/manifest.json'), 'utf8');
  const { id, params } = modelManifestSchema.parse(JSON.parse(text));
  const clusterThreshold = Number(params?.['clusterThreshold']);
  const minClusterSize = Number(params?.['minClusterSize']);
  return { id, frontEnd: 'wespeaker', clusterThreshold, minClusterSize };
}

/** Frees the sessions. */
export async function disposeDiarizeModels(models: DiarizeModels): Promise<void> {
  await Promise.all([...models.segmentation, models.embedding].map((session) => session.dispose()));
}

/** Runs the diarization stage over samples in memory. */
export async function diarize(
  models: DiarizeModels,
  samples: Float32Array,
  options: DiarizeOptions = {},
  source: MemorySourceOptions = {},
  ctx: RecordingContext = recordingContext(),
): Promise<DiarizeOutput & { readonly ctx: RecordingContext }> {
  const output = await createDiarizeStage(models).run({ source: memorySource(samples, source) }, options, ctx);
  return { ...output, ctx };
}
