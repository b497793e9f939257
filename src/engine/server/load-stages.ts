import { join } from 'node:path';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { AsrProvider, DiarizeProvider, Loaded, StageProvider, VadProvider } from '../../core/pipeline/parts.ts';
import type { InferenceRuntime, InferenceSession } from '../../core/ports/inference.ts';
import { createAsrStage } from '../../core/stages/asr/asr-stage.ts';
import type { ClusterParams } from '../../core/stages/diarize/cluster.ts';
import { createDiarizeStage } from '../../core/stages/diarize/diarize-stage.ts';
import { createVadStage } from '../../core/stages/vad/vad-stage.ts';
import { verifyModel } from '../../platform/models/model-store.ts';
import { loadWhisperEngine } from '../../platform/models/whisper-loader.ts';
import { AppError } from '../../shared/app-error.ts';

type LoadedOf<Provider> =
  Provider extends StageProvider<infer In, infer Out, infer Options> ? Loaded<In, Out, Options> : never;

/** Silero on one thread: its graph is a chain of small steps, more threads only wait for each other. */
export async function loadVadStage(runtime: InferenceRuntime, model: InstalledModel): Promise<LoadedOf<VadProvider>> {
  await verifyModel(model, { full: false });
  const session = await loadOnly(runtime, model, 1);
  return { stage: createVadStage(session), dispose: () => session.dispose() };
}

/** The recogniser of a Whisper-layout model on all cores. */
export async function loadAsrStage(runtime: InferenceRuntime, model: InstalledModel): Promise<LoadedOf<AsrProvider>> {
  if (model.manifest.layout !== 'whisper-onnx') throw unsupported(model, 'speech recognition');
  await verifyModel(model, { full: false });
  const engine = await loadWhisperEngine(runtime, model.folder, { id: model.manifest.id, threads: runtime.cores });
  return { stage: createAsrStage(engine), dispose: () => engine.dispose() };
}

/** Segmentation on one thread, because recurrent graphs do not scale; the embedder on all cores. */
export async function loadDiarizeStage(
  runtime: InferenceRuntime,
  segmentationModel: InstalledModel,
  embeddingModel: InstalledModel,
): Promise<LoadedOf<DiarizeProvider>> {
  if (segmentationModel.manifest.layout !== 'pyannote-segmentation-onnx')
    throw unsupported(segmentationModel, 'speaker segmentation');
  if (embeddingModel.manifest.layout !== 'wespeaker-onnx') throw unsupported(embeddingModel, 'speaker embedding');
  await verifyModel(segmentationModel, { full: false });
  await verifyModel(embeddingModel, { full: false });
  // One session: onnxruntime-node runs on the calling thread, so a second one would only wait its turn.
  const segmentation = [await loadOnly(runtime, segmentationModel, 1)];
  const embedding = await loadOnly(runtime, embeddingModel, runtime.cores);
  const stage = createDiarizeStage({
    segmentation,
    embedding,
    segmentationModel: { id: segmentationModel.manifest.id },
    embeddingModel: {
      id: embeddingModel.manifest.id,
      frontEnd: 'wespeaker',
      ...clusteringOf(embeddingModel),
    },
  });
  return {
    stage,
    async dispose() {
      await Promise.all([...segmentation, embedding].map((session) => session.dispose()));
    },
  } satisfies Loaded<never, unknown, never>;
}

/** How voices of this embedder are clustered, by its manifest. */
export function clusteringOf({ manifest }: InstalledModel): ClusterParams {
  const params = manifest.params ?? {};
  return {
    clusterThreshold: numberParam(params['clusterThreshold'], WESPEAKER_THRESHOLD),
    minClusterSize: numberParam(params['minClusterSize'], DEFAULT_MIN_CLUSTER_SIZE),
  };
}

/** pyannote 3.1's values for WeSpeaker ResNet34-LM; a manifest's own calibration goes first. */
const WESPEAKER_THRESHOLD = 0.70456549;
const DEFAULT_MIN_CLUSTER_SIZE = 12;

function numberParam(value: string | number | boolean | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

async function loadOnly(runtime: InferenceRuntime, model: InstalledModel, threads: number): Promise<InferenceSession> {
  const file = model.manifest.files.find((entry) => entry.path.endsWith('.onnx'));
  if (file === undefined) throw unsupported(model, 'ONNX Runtime');
  const session = await runtime.load(join(model.folder, file.path), { threads });
  const { inputs, outputs } = model.manifest.signature;
  const absent = [
    ...inputs.filter((name) => !session.inputs.some((input) => input.name === name)),
    ...outputs.filter((name) => !session.outputs.some((output) => output.name === name)),
  ];
  if (absent.length === 0) return session;
  await session.dispose();
  throw unsupported(model, `its manifest's signature (${absent.join(', ')} not in the graph)`);
}

function unsupported(model: InstalledModel, purpose: string): AppError {
  return new AppError(
    'model-unsupported',
    {
      what: `The model ${model.manifest.id} does not fit ${purpose}.`,
      meaning: 'It was not used and the recording was not processed.',
      action: 'Choose another model; `voxlane models list` shows what each is for.',
    },
    { details: { model: model.manifest.id, layout: model.manifest.layout } },
  );
}
