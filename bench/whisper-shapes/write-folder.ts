import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOnnx } from '../../tests/support/onnx-writer.ts';
import { decoderGraph } from './decoder-graph.ts';
import { encoderGraph } from './encoder-graph.ts';
import {
  FRAMES,
  HEAD_SIZE,
  MELS,
  POSITIONS,
  type Precision,
  SHAPES,
  TEXT_TOKENS,
  VOCABULARY,
  type WhisperShape,
} from './shapes.ts';

/** Part of the folder's name; raised when other graphs are written, so that none of before are measured. */
const VERSION = 1;
const LANGUAGES = 99;
const LANGUAGE = 'en';
const TASKS = ['translate', 'transcribe', 'startoflm', 'startofprev', 'nospeech', 'notimestamps'];

/** Where generated models are kept between runs: `VOXLANE_BENCH_DIR`, or a folder of the system's temporary one. */
export function benchFolder(): string {
  const folder = process.env['VOXLANE_BENCH_DIR'] ?? join(tmpdir(), 'voxlane-bench');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Name of a random-weight model's folder in `benchFolder`. */
export function randomWhisperName(shape: keyof typeof SHAPES): string {
  return `random-whisper-${shape}-v${VERSION}`;
}

/** The folder of a random-weight model with the graphs of both precisions; made where it is not there yet. */
export function cachedWhisper(shape: keyof typeof SHAPES): string {
  const folder = join(benchFolder(), randomWhisperName(shape));
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    for (const precision of ['fp32', 'int8'] as const) writeRandomWhisper(unfinished, SHAPES[shape], precision);
    renameSync(unfinished, folder);
  }
  return folder;
}

/**
 * Writes a Whisper model of a given shape with random weights, the same each time, in the Hugging Face ONNX layout that
 * Voxlane and @huggingface/transformers read: encoder, merged decoder and the JSON files. What it writes is nonsense, of as many
 * tokens as it is let to: it never ends by itself.
 */
export function writeRandomWhisper(folder: string, shape: WhisperShape, precision: Precision): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const suffix = precision === 'fp32' ? '' : `_${precision}`;
  writeFileSync(join(folder, 'onnx', `encoder_model${suffix}.onnx`), writeOnnx(encoderGraph(shape, precision)));
  writeFileSync(join(folder, 'onnx', `decoder_model_merged${suffix}.onnx`), writeOnnx(decoderGraph(shape, precision)));
  for (const [name, value] of Object.entries(settings(shape)))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
}

function settings({ size, layers }: WhisperShape): Readonly<Record<string, unknown>> {
  const special = specialTokens();
  const id = (name: string): number => TEXT_TOKENS + special.indexOf(`<|${name}|>`);
  const [end, start] = [id('endoftext'), id('startoftranscript')];
  const ends = { bos_token_id: end, eos_token_id: end, pad_token_id: end, decoder_start_token_id: start };
  return {
    config: {
      ...ends,
      model_type: 'whisper',
      architectures: ['WhisperForConditionalGeneration'],
      is_encoder_decoder: true,
      vocab_size: VOCABULARY,
      num_mel_bins: MELS,
      d_model: size,
      encoder_layers: layers,
      decoder_layers: layers,
      num_hidden_layers: layers,
      encoder_attention_heads: size / HEAD_SIZE,
      decoder_attention_heads: size / HEAD_SIZE,
      encoder_ffn_dim: 4 * size,
      decoder_ffn_dim: 4 * size,
      max_source_positions: FRAMES,
      max_target_positions: POSITIONS,
      max_length: POSITIONS,
    },
    generation_config: {
      ...ends,
      max_length: POSITIONS,
      is_multilingual: true,
      return_timestamps: false,
      no_timestamps_token_id: id('notimestamps'),
      suppress_tokens: [],
      begin_suppress_tokens: [],
      lang_to_id: Object.fromEntries(
        special.slice(2, 2 + LANGUAGES).map((token) => [token, special.indexOf(token) + TEXT_TOKENS]),
      ),
      task_to_id: { transcribe: id('transcribe'), translate: id('translate') },
    },
    preprocessor_config: {
      feature_extractor_type: 'WhisperFeatureExtractor',
      feature_size: MELS,
      sampling_rate: 16_000,
      chunk_length: 30,
      hop_length: 160,
      n_fft: 400,
      n_samples: 480_000,
      nb_max_frames: 2 * FRAMES,
    },
    tokenizer_config: { tokenizer_class: 'WhisperTokenizer', eos_token: '<|endoftext|>', unk_token: '<|endoftext|>' },
    tokenizer: tokenizer(special),
  };
}

/** In Whisper's order: end, start, languages, tasks, then a timestamp every 0.02 s. */
function specialTokens(): string[] {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const codes = [...letters].flatMap((first) => [...letters].map((second) => first + second));
  const languages = [LANGUAGE, ...codes.filter((code) => code !== LANGUAGE)].slice(0, LANGUAGES);
  const names = ['endoftext', 'startoftranscript', ...languages, ...TASKS];
  return [...names, ...Array.from({ length: 1501 }, (_, step) => (step / 50).toFixed(2))].map((name) => `<|${name}|>`);
}

/** Every text token is a word of its own, so the words of a text tell how many tokens were generated. */
function tokenizer(special: readonly string[]): unknown {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    added_tokens: special.map((content, i) => ({ id: TEXT_TOKENS + i, content, special: true })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      vocab: Object.fromEntries(Array.from({ length: TEXT_TOKENS }, (_, id) => [`Ġw${id.toString(36)}`, id])),
      merges: [],
    },
  };
}
