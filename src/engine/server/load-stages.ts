import { join } from 'node:path';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { AsrProvider, DiarizeProvider, Loaded, StageProvider, VadProvider } from '../../core/pipeline/parts.ts';
import type { InferenceRuntime, InferenceSession } from '../../core/ports/inference.ts';
import { createAsrStage } from '../../core/stages/asr/asr-stage.ts';
import type { ClusterModel } from '../../core/stages/diarize/candidates.ts';
import { createDiarizeStage } from '../../core/stages/diarize/diarize-stage.ts';
import { COMMUNITY_1_DEFAULTS, type VbxModel } from '../../core/stages/diarize/vbx-candidates.ts';
import { createVadStage } from '../../core/stages/vad/vad-stage.ts';
import { verifyModel } from '../../platform/models/model-store.ts';
import { loadPlda } from '../../platform/models/plda-loader.ts';
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

/**
 * Segmentation on one thread, because recurrent graphs do not scale; the embedder on all cores. With a PLDA model speakers are
 * told apart as community-1 does.
 */
export async function loadDiarizeStage(
  runtime: InferenceRuntime,
  segmentationModel: InstalledModel,
  embeddingModel: InstalledModel,
  pldaModel?: InstalledModel,
): Promise<LoadedOf<DiarizeProvider>> {
  if (segmentationModel.manifest.layout !== 'pyannote-segmentation-onnx')
    throw unsupported(segmentationModel, 'speaker segmentation');
  if (embeddingModel.manifest.layout !== 'wespeaker-onnx') throw unsupported(embeddingModel, 'speaker embedding');
  await verifyModel(segmentationModel, { full: false });
  await verifyModel(embeddingModel, { full: false });
  const { vbx, ...params } = await clusteringOf(embeddingModel, pldaModel);
  // One session: onnxruntime-node runs on the calling thread, so a second one would only wait its turn.
  const segmentation = [await loadOnly(runtime, segmentationModel, 1)];
  const embedding = await loadOnly(runtime, embeddingModel, runtime.cores);
  const width = embedding.outputs[0]?.shape.at(-1);
  if (pldaModel !== undefined && typeof width === 'number' && width !== vbx?.plda.dim) {
    await Promise.all([...segmentation, embedding].map((session) => session.dispose()));
    throw unsupported(pldaModel, `voice embeddings of ${width} numbers`);
  }
  const stage = createDiarizeStage({
    segmentation,
    embedding,
    segmentationModel: { id: segmentationModel.manifest.id },
    vbx,
    embeddingModel: {
      id: embeddingModel.manifest.id,
      frontEnd: 'wespeaker',
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

/** How voices of this embedder are clustered, by its manifest and the PLDA model, if there is one. */
export async function clusteringOf(
  { manifest }: InstalledModel,
  pldaModel: InstalledModel | undefined,
): Promise<ClusterModel> {
  const params = manifest.params ?? {};
  return {
    clusterThreshold: numberParam(params['clusterThreshold'], WESPEAKER_THRESHOLD),
    minClusterSize: numberParam(params['minClusterSize'], DEFAULT_MIN_CLUSTER_SIZE),
    vbx: pldaModel === undefined ? undefined : await loadVbxModel(pldaModel),
  };
}

/** pyannote 3.1's values for WeSpeaker ResNet34-LM; a manifest's own calibration goes first. */
const WESPEAKER_THRESHOLD = 0.70456549;
const DEFAULT_MIN_CLUSTER_SIZE = 12;

function numberParam(value: string | number | boolean | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

/** A PLDA model with the settings of its manifest, those of community-1 where it has none. */
async function loadVbxModel(model: InstalledModel): Promise<VbxModel> {
  if (model.manifest.layout !== 'plda-npz') throw unsupported(model, 'telling speakers apart');
  await verifyModel(model, { full: false });
  const { fa, fb, threshold } = COMMUNITY_1_DEFAULTS;
  const setting = (name: string, fallback: number): number => {
    const value = numberParam(model.manifest.params?.[name], fallback);
    return value > 0 ? value : fallback;
  };
  return {
    plda: await loadPlda(model),
    fa: setting('fa', fa),
    fb: setting('fb', fb),
    threshold: setting('ahcThreshold', threshold),
  };
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
