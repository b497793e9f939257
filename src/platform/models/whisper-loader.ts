import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { AsrEngine } from '../../core/ports/asr-engine.ts';
import type { InferenceRuntime, InferenceSession } from '../../core/ports/inference.ts';
import type { WhisperVocabulary } from '../../core/stages/asr/whisper/config.ts';
import type { WhisperSessions } from '../../core/stages/asr/whisper/layout.ts';
import { createWhisperTokenizer } from '../../core/stages/asr/whisper/tokenizer.ts';
import { createWhisperEngine, type WhisperSettings } from '../../core/stages/asr/whisper/whisper-engine.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { checkConfig, checkGeneration, checkTokenizer, checkVocabulary, type Checked } from './whisper-config.ts';
import { findWhisperFiles, type WhisperFiles } from './whisper-files.ts';

export interface WhisperLoadOptions {
  /** Engine id written into every word, e.g. `whisper-digits`. */
  readonly id: string;
  readonly threads: number;
  /** `fp32`, `fp16`, `int8`, `quantized`, `q4` or `q4f16`; absent takes the first complete one. */
  readonly precision?: string;
  readonly settings?: Partial<WhisperSettings>;
}

/**
 * Loads a Whisper model folder in the Hugging Face ONNX layout. Its JSON files are untrusted and checked first.
 * Throws `model-missing` (naming the file), `model-corrupt` (a file that cannot be read as what it should be) or
 * `model-unsupported` (a valid file of a model that is no Whisper Voxlane can run).
 */
export async function loadWhisperEngine(
  runtime: InferenceRuntime,
  folder: string,
  options: WhisperLoadOptions,
): Promise<AsrEngine> {
  const files = await findWhisperFiles(folder, options.precision);
  const config = unwrap(
    checkConfig(await readJson(folder, 'config.json', true), await readJson(folder, 'preprocessor_config.json', false)),
    'model-unsupported',
    join(folder, 'config.json'),
  );
  const generation = unwrap(
    checkGeneration(await readJson(folder, 'generation_config.json', false)),
    'model-corrupt',
    join(folder, 'generation_config.json'),
  );
  const tokenizer = createWhisperTokenizer(await readVocabulary(folder), generation);
  const sessions = await loadSessions(runtime, files, options.threads);
  try {
    return createWhisperEngine({
      id: options.id,
      sessions,
      config,
      generation,
      tokenizer,
      deflateSize: (bytes) => deflateSync(bytes).length,
      ...(options.settings === undefined ? {} : { settings: options.settings }),
    });
  } catch (error) {
    await disposeAll([sessions.encoder, sessions.decoder, sessions.decoderWithPast]);
    throw error;
  }
}

/** All graphs of one model, or none: what was loaded before a failure is disposed. */
async function loadSessions(runtime: InferenceRuntime, files: WhisperFiles, threads: number): Promise<WhisperSessions> {
  const loaded: InferenceSession[] = [];
  try {
    const load = async (path: string): Promise<InferenceSession> => {
      const session = await runtime.load(path, { threads });
      loaded.push(session);
      return session;
    };
    const encoder = await load(files.encoder);
    const decoder = await load(files.decoder);
    const decoderWithPast = files.decoderWithPast === undefined ? undefined : await load(files.decoderWithPast);
    return { encoder, decoder, decoderWithPast };
  } catch (error) {
    await disposeAll(loaded);
    throw error;
  }
}

async function disposeAll(sessions: readonly (InferenceSession | undefined)[]): Promise<void> {
  for (const session of sessions) await session?.dispose();
}

async function readVocabulary(folder: string): Promise<WhisperVocabulary> {
  const tokenizer = await readJson(folder, 'tokenizer.json', false);
  if (tokenizer !== undefined)
    return unwrap(checkTokenizer(tokenizer), 'model-corrupt', join(folder, 'tokenizer.json'));
  const vocab = await readJson(folder, 'vocab.json', true);
  const added = await readJson(folder, 'added_tokens.json', false);
  return unwrap(checkVocabulary(vocab, added), 'model-corrupt', join(folder, 'vocab.json'));
}

async function readJson(folder: string, name: string, required: boolean): Promise<unknown> {
  const path = join(folder, name);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (!required && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new AppError(
      'model-missing',
      {
        what: `The model file ${path} cannot be read (${describeUnknown(cause)}).`,
        meaning: 'The model is incomplete, so nothing was transcribed.',
        action: 'Install the model again.',
      },
      { cause },
    );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw fileProblem('model-corrupt', path, describeUnknown(cause), cause);
  }
}

function unwrap<T>(checked: Checked<T>, code: 'model-corrupt' | 'model-unsupported', path: string): T {
  if (checked.ok) return checked.value;
  throw fileProblem(code, path, checked.problem);
}

function fileProblem(
  code: 'model-corrupt' | 'model-unsupported',
  path: string,
  problem: string,
  cause?: unknown,
): AppError {
  return new AppError(
    code,
    {
      what: `The model file ${path} does not fit (${problem}).`,
      meaning: code === 'model-corrupt' ? 'The file is damaged.' : 'It is not a Whisper model Voxlane can run.',
      action: 'Install the model again, or choose another one.',
    },
    cause === undefined ? {} : { cause },
  );
}
