import { join } from 'node:path';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { AsrProvider, DiarizeProvider, Loaded, StageProvider, VadProvider } from '../../core/pipeline/parts.ts';
import type { InferenceRuntime, InferenceSession, SessionOptions } from '../../core/ports/inference.ts';
import { createAsrStage } from '../../core/stages/asr/asr-stage.ts';
import type { ClusterModel } from '../../core/stages/diarize/candidates.ts';
import { chooseFrontEnd } from '../../core/stages/diarize/choose-front-end.ts';
import { createDiarizeStage } from '../../core/stages/diarize/diarize-stage.ts';
import { embedderCalibration } from '../../core/stages/diarize/embedder-calibration.ts';
import { embeddingOutput } from '../../core/stages/diarize/embedder-io.ts';
import type { FrontEndName } from '../../core/stages/diarize/front-end.ts';
import { COMMUNITY_1_DEFAULTS, type VbxModel } from '../../core/stages/diarize/vbx-candidates.ts';
import { createVadStage } from '../../core/stages/vad/vad-stage.ts';
import { verifyModel } from '../../platform/models/model-store.ts';
import { readOnnxMetadata } from '../../platform/models/onnx-metadata.ts';
import { loadPlda } from '../../platform/models/plda-loader.ts';
import { loadWhisperEngine } from '../../platform/models/whisper-loader.ts';
import { AppError } from '../../shared/app-error.ts';

type LoadedOf<Provider> =
  Provider extends StageProvider<infer In, infer Out, infer Options> ? Loaded<In, Out, Options> : never;

/** Silero on one thread: its graph is a chain of small steps, more threads only wait for each other. */
export async function loadVadStage(runtime: InferenceRuntime, model: InstalledModel): Promise<LoadedOf<VadProvider>> {
  await verifyModel(model, { full: false });
  const session = await loadOnly(runtime, model, { threads: 1 });
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
    throw unsupported(segmentationModel, 'speaker segmentation');
  if (embeddingModel.manifest.task !== 'embedding') throw unsupported(embeddingModel, 'speaker embedding');
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
    throw unsupported(pldaModel, `voice embeddings of ${width} numbers`);
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

/** How voices of this embedder are clustered, by its manifest and the PLDA model, if there is one. */
export async function clusteringOf(
  embeddingModel: InstalledModel,
  pldaModel: InstalledModel | undefined,
): Promise<ClusterModel> {
  return {
    ...embedderCalibration(frontEndOf(embeddingModel), embeddingModel.manifest.params ?? {}),
    vbx: pldaModel === undefined ? undefined : await loadVbxModel(pldaModel),
  };
}

/** The front end by manifest, file or layout. Throws `model-unsupported` when it is not known. */
function frontEndOf(model: InstalledModel): FrontEndName {
  const { layout, params, files } = model.manifest;
  const file = files.find((entry) => entry.path.endsWith('.onnx'));
  const metadata = file === undefined ? {} : readOnnxMetadata(join(model.folder, file.path));
  const choice = chooseFrontEnd({ layout, param: params?.['frontEnd'], metadata });
  if ('frontEnd' in choice) return choice.frontEnd;
  throw unsupported(model, `speaker embedding: it ${choice.problem}`);
}

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

/** A model of one graph. `divisible`: its rows do not depend on each other. */
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
  if (file === undefined) throw unsupported(model, 'ONNX Runtime');
  const session = await runtime.load(join(model.folder, file.path), options);
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
