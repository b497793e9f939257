import { join } from 'node:path';
import type { TranscribeModel } from 'transcribe-cpp';
import type { AsrEngine } from '../../core/ports/asr-engine.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { createTextEngine } from '../../core/stages/asr/text-engine.ts';
import { AppError } from '../../shared/app-error.ts';
import { findGgufProblem } from '../models/gguf-outline.ts';
import { unsupportedModel } from '../models/unsupported-model.ts';
import { type BindingState, loadBinding, type TranscribeCpp } from './binding.ts';
import { loadFailure } from './failures.ts';
import { languageHintOf } from './families.ts';
import { listenToNative } from './native-log.ts';
import { createNativeRecogniser } from './native-recogniser.ts';

export interface TranscribeCppSpec {
  readonly model: InstalledModel;
  /** `auto` takes the best backend that works; any other is used or refused. */
  readonly backend: 'auto' | 'cpu' | 'vulkan' | 'metal' | 'cuda';
  readonly threads: number;
}

export interface TranscribeCppEngine {
  readonly engine: AsrEngine;
  /** Where it runs really, e.g. `cpu`, `vulkan`. */
  readonly device: string;
}

/** The longest window; what one of them takes in memory is small beside the weights. */
const MAX_SECONDS = 30;
const BATCH_MAX = 8;

/**
 * Loads a GGUF model on transcribe.cpp. The native library computes on threads of its own and frees the model with
 * `dispose`; a process should hold one.
 * Throws `tool-missing` (the library is not there or does not load), `model-missing`, `model-corrupt` (not a whole GGUF
 * file), `model-unsupported` (of no family it runs), `out-of-memory` or `inference-failed` (the backend does not work here).
 */
export async function loadTranscribeCppEngine(
  { model, backend, threads }: TranscribeCppSpec,
  state?: BindingState,
): Promise<TranscribeCppEngine> {
  const binding = bindingOf(state ?? (await loadBinding()), model.manifest.id);
  const path = ggufOf(model);
  const log = listenToNative(binding);
  let native: TranscribeModel;
  try {
    native = await binding.TranscribeModel.load(path, { backend });
  } catch (error) {
    throw loadFailure(binding, path, backend, error, log.take());
  }
  try {
    const { languages, maxTimestampKind } = native.capabilities;
    const timesWords = maxTimestampKind === 'word' || maxTimestampKind === 'token';
    const { id } = model.manifest;
    const engine = createTextEngine({
      id,
      recogniser: createNativeRecogniser({ binding, model: native, id, threads, log }),
      capabilities: {
        wordTimes: timesWords ? 'native' : 'interpolated',
        languages: languages.length === 0 ? 'any' : [...new Set(languages.map(baseOf))],
        maxSeconds: MAX_SECONDS,
        batchMax: BATCH_MAX,
      },
      languageHint: languageHintOf(native.arch, languages),
    });
    return { engine, device: native.device.kind };
  } catch (error) {
    native.dispose();
    throw loadFailure(binding, path, backend, error, log.take());
  }
}

function bindingOf(state: BindingState, id: string): TranscribeCpp {
  if (state.kind === 'ready') return state.binding;
  throw new AppError('tool-missing', {
    what: `GGUF models cannot run here. ${state.reason}`,
    meaning: `The model ${id} was not used.`,
    action: 'Run `voxlane doctor`, install Voxlane again with its optional packages, or choose an ONNX model.',
  });
}

/** The one GGUF file of a model, looked through before native code opens it. */
function ggufOf(model: InstalledModel): string {
  const files = model.manifest.files.filter(({ path }) => path.endsWith('.gguf'));
  if (model.manifest.layout !== 'gguf' || files.length !== 1) throw unsupportedModel(model, 'transcribe.cpp');
  const path = join(model.folder, files[0].path);
  let problem: string | undefined;
  try {
    problem = findGgufProblem(path);
  } catch (cause) {
    throw new AppError(
      'model-missing',
      {
        what: `The model file ${path} cannot be read.`,
        meaning: 'The model is incomplete, so nothing was transcribed.',
        action: 'Install the model again.',
      },
      { cause },
    );
  }
  if (problem === undefined) return path;
  throw new AppError('model-corrupt', {
    what: `The model file ${path} does not fit (${problem}).`,
    meaning: 'The file is damaged, so nothing was transcribed.',
    action: 'Install the model again.',
  });
}

/** `pt` of `pt-BR`. */
function baseOf(language: string): string {
  return language.split('-')[0].toLowerCase();
}
