import { isCalibrated } from './is-calibrated.ts';
import type { InstalledModel, ModelLayout, ModelManifest, ModelTask } from './manifest.ts';

/** `auto` takes the best real model installed; `demo` takes the bundled fixtures. */
export type Preset = 'auto' | 'demo';

/** The layouts this version runs for each task; models of other layouts can be installed but wait for their engine. */
const RUNNABLE: Readonly<Partial<Record<ModelTask, readonly ModelLayout[]>>> = {
  vad: ['silero-vad-onnx'],
  asr: ['whisper-onnx', 'gguf'],
  ctc: ['wav2vec2-ctc-onnx', 'omnilingual-ctc-onnx', 'nemo-ctc-onnx'],
  segmentation: ['pyannote-segmentation-onnx'],
  embedding: ['wespeaker-onnx', 'campplus-onnx', 'ecapa-onnx', 'titanet-onnx'],
  plda: ['plda-npz'],
  translate: ['gguf'],
};

/** True when this version has an engine for such a model. */
export function isRunnable(model: { readonly task: ModelTask; readonly layout: ModelLayout }): boolean {
  return RUNNABLE[model.task]?.includes(model.layout) ?? false;
}

/**
 * Picks the model for a task. An explicit id wins and must exist. `demo` takes a fixture. `auto` takes a real model and,
 * for `fixtureAllowed` tasks only, falls back to a fixture: a fixture recogniser writes digits whatever is said, so it is
 * never chosen by itself.
 */
export function chooseModel(
  models: readonly InstalledModel[],
  task: ModelTask,
  choice: { readonly preset: Preset; readonly id: string | undefined; readonly fixtureAllowed: boolean },
): InstalledModel | undefined {
  const usable = models.filter((model) => model.manifest.task === task && model.problem === undefined);
  if (choice.id !== undefined) return usable.find((model) => model.manifest.id === choice.id);
  const runnable = usable.filter((model) => isRunnable(model.manifest));
  const fixture = runnable.find((model) => model.manifest.fixture);
  if (choice.preset === 'demo') return fixture ?? runnable[0];
  return largest(runnable.filter((model) => !model.manifest.fixture)) ?? (choice.fixtureAllowed ? fixture : undefined);
}

/**
 * The PLDA model trained for an embedder, as its manifest's parameter `embedding` says; any other would make nonsense of its
 * vectors. The first by id when there are several.
 */
export function choosePlda(models: readonly InstalledModel[], embedderId: string): InstalledModel | undefined {
  return models
    .filter(({ manifest, problem }) => problem === undefined && isRunnable(manifest) && isPldaFor(manifest, embedderId))
    .sort((a, b) => (a.manifest.id < b.manifest.id ? -1 : 1))[0];
}

/** True for a PLDA model whose manifest names the embedder. */
export function isPldaFor({ task, params }: ModelManifest, embedderId: string): boolean {
  return task === 'plda' && params?.['embedding'] === embedderId;
}

/**
 * Among models of one task more weights mean better quality, but calibration goes first, and before GGUF goes what runs
 * everywhere; ids break ties so the choice is stable.
 */
function largest(models: readonly InstalledModel[]): InstalledModel | undefined {
  const rank = ({ manifest }: InstalledModel): number =>
    (isCalibrated(manifest) ? 0 : 1) + (manifest.layout === 'gguf' ? 2 : 0);
  return [...models].sort(
    (a, b) => rank(a) - rank(b) || modelBytes(b) - modelBytes(a) || (a.manifest.id < b.manifest.id ? -1 : 1),
  )[0];
}

/** Bytes of all files a model's manifest lists. */
export function modelBytes(model: InstalledModel): number {
  return model.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
}
