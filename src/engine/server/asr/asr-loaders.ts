import type { AsrEngine } from '../../../core/ports/asr-engine.ts';
import type { InferenceRuntime } from '../../../core/ports/inference.ts';
import { loadTranscribeCppEngine } from '../../../platform/gguf/transcribe-cpp-engine.ts';
import { loadCtcEngine } from '../../../platform/models/ctc-loader.ts';
import { verifyModel } from '../../../platform/models/model-store.ts';
import { unsupportedModel } from '../../../platform/models/unsupported-model.ts';
import { loadWhisperEngine } from '../../../platform/models/whisper-loader.ts';
import { createOnnxRuntime } from '../../../platform/onnx/runtime.ts';
import type { Device } from '../../../shared/device.ts';
import type { AsrSpec } from '../../protocol/asr-jobs.ts';

/** A recogniser in this process, and where it runs really. */
export interface LoadedAsr {
  readonly engine: AsrEngine;
  readonly device: string;
}

type RuntimeOn = (threads: number, device: Device) => InferenceRuntime;
type Loader<Kind> = (spec: AsrSpec & { readonly kind: Kind }, runtimeOn: RuntimeOn) => Promise<LoadedAsr>;

/** How each kind of recogniser is loaded. */
const loaders: { readonly [Kind in AsrSpec['kind']]?: Loader<Kind> } = {
  'whisper-onnx': loadWhisper,
  'transcribe-cpp': (spec) => loadTranscribeCppEngine(spec),
  'ctc-onnx': loadCtc,
};

/**
 * Loads what the spec names into this process. Throws `model-unsupported` for a kind that this build cannot run, and what
 * loading throws: `model-missing`, `model-corrupt`, `inference-failed`, `out-of-memory`.
 */
export async function loadAsr(spec: AsrSpec, runtimeOn: RuntimeOn = createOnnxRuntime): Promise<LoadedAsr> {
  const load = loaders[spec.kind] as Loader<AsrSpec['kind']> | undefined;
  if (load === undefined) throw unsupportedModel(spec.model, 'speech recognition');
  await verifyModel(spec.model, { full: false });
  return load(spec, runtimeOn);
}

/** Whisper on one device alone: what to do when that fails is for the owner of this process to decide. */
async function loadWhisper(
  { model, device, threads }: AsrSpec & { readonly kind: 'whisper-onnx' },
  runtimeOn: RuntimeOn,
): Promise<LoadedAsr> {
  const runtime = runtimeOn(threads, device);
  const engine = await loadWhisperEngine(runtime, model.folder, { id: model.manifest.id, threads: runtime.cores });
  return { engine, device };
}

/** A CTC model, likewise on one device alone. */
async function loadCtc(
  { model, device, threads }: AsrSpec & { readonly kind: 'ctc-onnx' },
  runtimeOn: RuntimeOn,
): Promise<LoadedAsr> {
  const runtime = runtimeOn(threads, device);
  return { engine: await loadCtcEngine(runtime, model, { threads: runtime.cores }), device };
}
