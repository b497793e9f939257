import { join } from 'node:path';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { DiarizeProvider, Loaded, StageProvider, VadProvider } from '../../core/pipeline/parts.ts';
import type { InferenceRuntime, InferenceSession, SessionOptions } from '../../core/ports/inference.ts';
import { createDiarizeStage } from '../../core/stages/diarize/diarize-stage.ts';
import { embeddingOutput } from '../../core/stages/diarize/embedder-io.ts';
import { createVadStage } from '../../core/stages/vad/vad-stage.ts';
import { clusteringOf, frontEndOf } from '../../platform/models/clustering.ts';
import { verifyModel } from '../../platform/models/model-store.ts';
import { unsupportedModel } from '../../platform/models/unsupported-model.ts';

type LoadedOf<Provider> =
  Provider extends StageProvider<infer In, infer Out, infer Options> ? Loaded<In, Out, Options> : never;

/** Silero on one thread: its graph is a chain of small steps, more threads only wait for each other. */
export async function loadVadStage(runtime: InferenceRuntime, model: InstalledModel): Promise<LoadedOf<VadProvider>> {
  await verifyModel(model, { full: false });
  const session = await loadOnly(runtime, model, { threads: 1 });
  return { stage: createVadStage(session), dispose: () => session.dispose() };
}

/**
 * Segmentation as often as there are cores, each on one thread, because recurrent graphs do not scale; the embedder on all cores. With a PLDA model speakers are
 * told apart as community-1 does.
 */
export async function loadDiarizeStage(
  runtime: InferenceRuntime,
  segmentationModel: InstalledModel,
  embeddingModel: InstalledModel,
  pldaModel?: InstalledModel,
): Promise<LoadedOf<DiarizeProvider>> {
  if (segmentationModel.manifest.layout !== 'pyannote-segmentation-onnx')
    throw unsupportedModel(segmentationModel, 'speaker segmentation');
  if (embeddingModel.manifest.task !== 'embedding') throw unsupportedModel(embeddingModel, 'speaker embedding');
  await verifyModel(segmentationModel, { full: false });
  await verifyModel(embeddingModel, { full: false });
  const { vbx, ...params } = await clusteringOf(embeddingModel, pldaModel);
  const segmentation = await loadSeveral(runtime.parallel, () =>
    loadOnly(runtime, segmentationModel, { threads: 1, divisible: true, ownThread: true }),
  );
  const embedding = await loadOnly(runtime, embeddingModel, { threads: runtime.cores, divisible: true });
  const width = embeddingOutput(embedding)?.shape.at(-1);
  if (pldaModel !== undefined && typeof width === 'number' && width !== vbx?.plda.dim) {
    await Promise.all([...segmentation, embedding].map((session) => session.dispose()));
    throw unsupportedModel(pldaModel, `voice embeddings of ${width} numbers`);
  }
  const stage = createDiarizeStage({
    segmentation,
    embedding,
    segmentationModel: { id: segmentationModel.manifest.id },
    vbx,
    embeddingModel: {
      id: embeddingModel.manifest.id,
      frontEnd: frontEndOf(embeddingModel),
      ...params,
    },
  });
  return {
    stage,
    async dispose() {
      await Promise.all([...segmentation, embedding].map((session) => session.dispose()));
    },
  } satisfies Loaded<never, unknown, never>;
}

/** Several sessions at once; when one fails, none stays. */
async function loadSeveral(count: number, load: () => Promise<InferenceSession>): Promise<InferenceSession[]> {
  const settled = await Promise.allSettled(Array.from({ length: count }, load));
  const loaded = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed === undefined) return loaded;
  await Promise.all(loaded.map((session) => session.dispose()));
  throw failed.reason;
}

async function loadOnly(
  runtime: InferenceRuntime,
  model: InstalledModel,
  options: SessionOptions,
): Promise<InferenceSession> {
  const file = model.manifest.files.find((entry) => entry.path.endsWith('.onnx'));
  if (file === undefined) throw unsupportedModel(model, 'ONNX Runtime');
  const session = await runtime.load(join(model.folder, file.path), options);
  const { inputs, outputs } = model.manifest.signature;
  const absent = [
    ...inputs.filter((name) => !session.inputs.some((input) => input.name === name)),
    ...outputs.filter((name) => !session.outputs.some((output) => output.name === name)),
  ];
  if (absent.length === 0) return session;
  await session.dispose();
  throw unsupportedModel(model, `its manifest's signature (${absent.join(', ')} not in the graph)`);
}
