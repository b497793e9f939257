import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { AsrEngine } from '../../core/ports/asr-engine.ts';
import type { InferenceRuntime } from '../../core/ports/inference.ts';
import { createCtcEngine, type CtcEngineParts } from '../../core/stages/asr/ctc/ctc-engine.ts';
import { convolvedLength, type FrameGeometry, waveformGeometry } from '../../core/stages/asr/ctc/frame-geometry.ts';
import {
  createCtcFrontEnd,
  nemoFrontEnd,
  OMNILINGUAL_FRONT_END,
  W2V_BERT_FRONT_END,
  WAV2VEC2_FRONT_END,
} from '../../core/stages/asr/ctc/front-end.ts';
import type { Normalisation } from '../../core/audio/normalise-features.ts';
import { BEAM_DEFAULTS } from '../../core/stages/asr/ctc/prefix-beam.ts';
import { TEXT_DEFAULTS } from '../../core/stages/asr/ctc/text/clean-words.ts';
import { createCtcVocabulary, type CtcVocabulary } from '../../core/stages/asr/ctc/vocabulary.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import {
  bertConfig,
  bertPreprocessorConfig,
  ctcParams,
  entriesOfTokens,
  piecesOf,
  PiecesProblem,
  preprocessorConfig,
  tokenizerConfig,
  tokenizerFile,
  vocabFile,
  waveformConfig,
} from './ctc-config.ts';
import { loadLanguageModel } from './language-model-file.ts';
import { readOnnxMetadata } from './onnx-metadata.ts';
import { unsupportedModel } from './unsupported-model.ts';

type Shape = Pick<CtcEngineParts, 'frontEnd' | 'geometry' | 'useMask' | 'vocabulary'>;

/** A tokenizer of 200 000 pieces takes some 10 MB. */
const MOST_BYTES = 32 * 1024 * 1024;
/** wav2vec2's convolutions, which omnilingual models share. */
const WAV2VEC2_KERNELS = [10, 3, 3, 3, 3, 2, 2];
const WAV2VEC2_STRIDES = [5, 2, 2, 2, 2, 2, 2];

/**
 * Loads a CTC model of the layouts `wav2vec2-ctc-onnx` (w2v-BERT among them), `omnilingual-ctc-onnx` and `nemo-ctc-onnx`,
 * with the language model its manifest names. All files are untrusted and checked first.
 * Throws `model-missing`, `model-corrupt` or `model-unsupported`.
 */
export async function loadCtcEngine(
  runtime: InferenceRuntime,
  model: InstalledModel,
  options: { readonly threads: number },
): Promise<AsrEngine> {
  const { manifest, folder } = model;
  const graph = manifest.files.find(({ path }) => path.endsWith('.onnx'));
  if (graph === undefined) throw unsupportedModel(model, 'ONNX Runtime');
  const params = parse(ctcParams, manifest.params ?? {}, join(folder, 'manifest.json'));
  const shape =
    manifest.layout === 'omnilingual-ctc-onnx'
      ? await omnilingualShape(folder)
      : manifest.layout === 'nemo-ctc-onnx'
        ? await nemoShape(folder, join(folder, graph.path), params)
        : await huggingFaceShape(folder);
  const fusion = await loadLanguageModel(model, params);
  const session = await runtime.load(join(folder, graph.path), { threads: options.threads });
  try {
    return createCtcEngine({
      ...shape,
      id: manifest.id,
      session,
      languages: manifest.languages,
      maxSeconds: params.maxSeconds,
      beam: {
        ...BEAM_DEFAULTS,
        width: params.beam ?? BEAM_DEFAULTS.width,
        pruneLogProb: params.beamPrune ?? BEAM_DEFAULTS.pruneLogProb,
      },
      fusion,
      text: {
        casing: params.casing ?? (shape.vocabulary.capitalsOnly ? 'lower' : TEXT_DEFAULTS.casing),
        fillers: params.fillers ?? TEXT_DEFAULTS.fillers,
        digits: params.digits ?? TEXT_DEFAULTS.digits,
        diacritics: params.diacritics ?? TEXT_DEFAULTS.diacritics,
        unifyLetters: params.unifyLetters ?? TEXT_DEFAULTS.unifyLetters,
      },
    });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

async function huggingFaceShape(folder: string): Promise<Shape> {
  const path = join(folder, 'config.json');
  const config = await readJson(folder, 'config.json', true);
  const made = await readJson(folder, 'preprocessor_config.json', true);
  const madePath = join(folder, 'preprocessor_config.json');
  if (bertConfig.shape.model_type.safeParse((config as { model_type?: unknown } | null)?.model_type).success) {
    const bert = parse(bertConfig, config, path, 'model-unsupported');
    parse(bertPreprocessorConfig, made, madePath, 'model-unsupported');
    const adapters = Array.from({ length: bert.add_adapter ? bert.num_adapter_layers : 0 }, () => ({
      kernel: bert.adapter_kernel_size,
      stride: bert.adapter_stride,
      padding: bert.adapter_kernel_size >> 1,
    }));
    const front = createCtcFrontEnd(W2V_BERT_FRONT_END);
    return {
      frontEnd: W2V_BERT_FRONT_END,
      // Centre of the first pair of 25 ms frames.
      geometry: {
        strideSamples: front.hop * adapters.reduce((stride, adapter) => stride * adapter.stride, 1),
        centreSample: 280,
        frames: (samples) => convolvedLength(front.length(samples), adapters),
      },
      useMask: true,
      vocabulary: await readVocabulary(folder, bert),
    };
  }
  const wave = parse(waveformConfig, config, path, 'model-unsupported');
  const before = parse(preprocessorConfig, made, madePath, 'model-unsupported');
  if (wave.conv_kernel.length !== wave.conv_stride.length)
    throw fileProblem('model-corrupt', path, 'it has not as many strides as kernels');
  return {
    frontEnd: before.do_normalize ? WAV2VEC2_FRONT_END : { kind: 'waveform', guard: undefined },
    geometry: waveformGeometry(wave.conv_kernel.map((kernel, at) => ({ kernel, stride: wave.conv_stride[at] }))),
    useMask: before.return_attention_mask,
    vocabulary: await readVocabulary(folder, wave),
  };
}

async function omnilingualShape(folder: string): Promise<Shape> {
  return {
    frontEnd: OMNILINGUAL_FRONT_END,
    geometry: waveformGeometry(WAV2VEC2_KERNELS.map((kernel, at) => ({ kernel, stride: WAV2VEC2_STRIDES[at] }))),
    useMask: false,
    // Its blank is the first output.
    vocabulary: vocabularyOf(join(folder, 'tokens.txt'), await readTokens(folder), 0),
  };
}

async function nemoShape(folder: string, graph: string, params: z.infer<typeof ctcParams>): Promise<Shape> {
  const metadata = readOnnxMetadata(graph);
  const told = (key: string): number | undefined => {
    const value = Number(metadata[key]);
    return Number.isInteger(value) && value > 0 && value <= 1000 ? value : undefined;
  };
  // GigaAM models call themselves NeMo's and have features of their own.
  if (metadata['is_giga_am'] === '1') throw fileProblem('model-unsupported', graph, 'GigaAM has other features');
  const bands = params.melBands ?? told('feat_dim') ?? 80;
  const subsampling = params.subsampling ?? told('subsampling_factor') ?? 8;
  const frontEnd = nemoFrontEnd(bands, nemoNormalisation(graph, metadata['normalize_type']));
  const front = createCtcFrontEnd(frontEnd);
  const geometry: FrameGeometry = {
    strideSamples: front.hop * subsampling,
    centreSample: 0,
    frames: (samples) => Math.ceil(front.length(samples) / subsampling),
  };
  const tokens = join(folder, 'tokens.txt');
  const pieces = await readTokens(folder);
  const blank = pieces.findIndex((piece) => /^<(blk|blank)>$/.test(piece ?? ''));
  if (blank < 0) throw fileProblem('model-unsupported', tokens, 'it names no blank, which is "<blk>"');
  return { frontEnd, geometry, useMask: true, vocabulary: vocabularyOf(tokens, pieces, blank) };
}

/** How features are put on a level, as sherpa-onnx's exports say; NeMo's own say nothing and are levelled by band. */
function nemoNormalisation(graph: string, told = 'per_feature'): Normalisation {
  if (told === 'per_feature') return 'mean-and-deviation';
  if (told === '' || told === 'NA') return 'none';
  throw fileProblem('model-unsupported', graph, `its features are normalised by "${told}"`);
}

function vocabularyOf(
  path: string,
  pieces: readonly (string | undefined)[],
  blank: number,
  delimiter = pieces.includes('|') ? '|' : undefined,
): CtcVocabulary {
  const vocabulary = createCtcVocabulary({ pieces, blank, delimiter });
  if (!vocabulary.tokens.some(({ kind }) => kind === 'text'))
    throw fileProblem('model-corrupt', path, 'no piece of it writes anything');
  return vocabulary;
}

async function readTokens(folder: string): Promise<readonly (string | undefined)[]> {
  const path = join(folder, 'tokens.txt');
  const text = (await readBounded(path, true)) ?? '';
  return listPieces(path, () => piecesOf(entriesOfTokens(text)));
}

function listPieces<T>(path: string, list: () => T): T {
  try {
    return list();
  } catch (error) {
    if (error instanceof PiecesProblem) throw fileProblem('model-corrupt', path, error.message);
    throw error;
  }
}

async function readVocabulary(
  folder: string,
  config: { readonly pad_token_id?: number | null | undefined; readonly vocab_size?: number | undefined },
): Promise<CtcVocabulary> {
  const names = parse(
    tokenizerConfig,
    (await readJson(folder, 'tokenizer_config.json', false)) ?? {},
    join(folder, 'tokenizer_config.json'),
  );
  const listed = await readJson(folder, 'vocab.json', false);
  const path = join(folder, listed === undefined ? 'tokenizer.json' : 'vocab.json');
  const vocab =
    listed === undefined
      ? parse(tokenizerFile, await readJson(folder, 'tokenizer.json', true), path).model.vocab
      : parse(vocabFile, listed, path, 'model-unsupported');
  const numbers = new Map(Object.entries(vocab));
  const pieces = listPieces(path, () => piecesOf(numbers, config.vocab_size));
  const pad = typeof names.pad_token === 'object' ? names.pad_token.content : names.pad_token;
  // The blank of these models is what their tokenizer pads with.
  const blank = [numbers.get(pad ?? ''), config.pad_token_id, numbers.get('<pad>'), numbers.get('[PAD]')].find(
    (number) => typeof number === 'number' && number < pieces.length,
  );
  if (typeof blank !== 'number') throw fileProblem('model-unsupported', path, 'its blank is none of its pieces');
  return vocabularyOf(path, pieces, blank, names.word_delimiter_token ?? '|');
}

async function readBounded(path: string, required: boolean): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw fileProblem('model-corrupt', path, 'it is too large');
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
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
}

async function readJson(folder: string, name: string, required: boolean): Promise<unknown> {
  const text = await readBounded(join(folder, name), required);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw fileProblem('model-corrupt', join(folder, name), describeUnknown(cause));
  }
}

function parse<T>(
  schema: z.ZodType<T>,
  json: unknown,
  path: string,
  code: 'model-corrupt' | 'model-unsupported' = 'model-corrupt',
): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw fileProblem(code, path, `${issue?.path.join('.') ?? 'file'}: ${issue?.message ?? 'not valid'}`);
}

function fileProblem(code: 'model-corrupt' | 'model-unsupported', path: string, problem: string): AppError {
  return new AppError(code, {
    what: `The model file ${path} does not fit (${problem}).`,
    meaning: code === 'model-corrupt' ? 'The file is damaged.' : 'It is not a CTC model Voxlane can run.',
    action: 'Install the model again, or choose another one.',
  });
}
