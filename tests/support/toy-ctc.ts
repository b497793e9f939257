import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type InstalledModel, type ModelManifest, modelManifestSchema } from '../../src/core/models/manifest.ts';
import type { AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { type GraphSpec, type NodeSpec, type ValueSpec, writeOnnx } from './onnx-writer.ts';
import { seeded } from './seeded.ts';

const RATE = 16_000;
/** What is said: a tone for every letter. All have whole periods in 25 ms, so none is heard in another's place. */
const TONES = { a: 480, b: 1000, c: 2000, ' ': 3520 } as const;
type Letter = keyof typeof TONES;
const LETTERS: readonly Letter[] = ['a', 'b', 'c', ' '];
/** Length of a tone, and of the pause before it. */
export const TONE_SECONDS = 0.24;

/** A file of a model folder; `undefined` leaves it out. */
type ToyFiles = Readonly<Record<string, string | Uint8Array | undefined>>;

/** Everything that a model folder of one layout holds. */
export interface ToyCtc {
  readonly layout: ModelManifest['layout'];
  readonly files: ToyFiles;
}

/** Sound in which these letters are heard, one tone after the other, over a little noise. */
export function say(text: string, level = 0.3): Float32Array {
  const random = seeded(text.length);
  const step = 2 * TONE_SECONDS * RATE;
  const samples = Float32Array.from({ length: (text.length + 0.5) * step }, () => 0.002 * (2 * random() - 1));
  [...text].forEach((letter, at) => {
    const hertz = TONES[letter as Letter];
    for (let n = 0; n < step / 2; n += 1) {
      // 20 ms of fading at both ends: a tone that begins at once is heard in all bands.
      const fade = Math.min(1, n / 320, (step / 2 - n) / 320);
      samples[at * step + step / 2 + n] += level * fade * Math.sin((2 * Math.PI * hertz * n) / RATE);
    }
  });
  return samples;
}

/** Seconds at which the letter with this number begins in `say`'s sound. */
export function saidAt(letter: number): number {
  return (2 * letter + 1) * TONE_SECONDS;
}

export function windowOf(samples: Float32Array, index = 0): AsrWindow {
  const endMs = Math.round(samples.length / (RATE / 1000));
  return { index, startMs: 0, endMs, samples, speech: [{ startMs: 0, endMs }] };
}

/** Puts a model's files into a folder, with a manifest that lists them; sizes and hashes are not compared. */
export function installToy(
  folder: string,
  { layout, files }: ToyCtc,
  params: ModelManifest['params'] = {},
): InstalledModel {
  const written = Object.entries(files).flatMap(([path, content]) => {
    if (content === undefined) return [];
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    return [{ path, bytes: Buffer.byteLength(content), sha256: '0'.repeat(64) }];
  });
  const manifest = modelManifestSchema.parse({
    schema: 1,
    id: 'toy',
    name: 'toy',
    task: 'ctc',
    layout,
    fixture: false,
    licence: 'MIT',
    languages: [],
    files: written,
    signature: { inputs: [], outputs: [] },
    params,
  });
  return { manifest, folder, bundled: false, problem: undefined };
}

const float = (name: string, shape: ValueSpec['shape']): ValueSpec => ({ name, type: 'float32', shape });
const whole = (name: string, shape: ValueSpec['shape']): ValueSpec => ({ name, type: 'int64', shape });
const json = JSON.stringify;

/** wav2vec2 as Hugging Face writes it, which has a mask or not. */
export function toyWav2vec2(masked: boolean): ToyCtc {
  const outputs = ['', '', ' ', 'a', 'b', 'c'];
  return {
    layout: 'wav2vec2-ctc-onnx',
    files: {
      'onnx/model.onnx': writeOnnx(waveformGraph(outputs, 'input_values', masked ? 'attention_mask' : undefined)),
      'config.json': json({
        model_type: 'wav2vec2',
        conv_kernel: [10, 3, 3, 3, 3, 2, 2],
        conv_stride: [5, 2, 2, 2, 2, 2, 2],
        pad_token_id: 0,
      }),
      'preprocessor_config.json': json({
        sampling_rate: RATE,
        do_normalize: true,
        return_attention_mask: masked,
      }),
      'vocab.json': json({ '<pad>': 0, '<unk>': 1, '|': 2, a: 3, b: 4, c: 5 }),
    },
  };
}

/** Omnilingual as sherpa-onnx ships it: no mask, pieces and numbers a line, the space among them. */
export function toyOmnilingual(): ToyCtc {
  const outputs = ['', '', '', '', 'b', ' ', 'a', 'c'];
  return {
    layout: 'omnilingual-ctc-onnx',
    files: {
      'model.int8.onnx': writeOnnx({
        ...waveformGraph(outputs, 'x', undefined),
        metadata: { model_type: 'omnilingual-asr-ctc', version: '1' },
      }),
      'tokens.txt': '<s> 0\n<pad> 1\n</s> 2\n<unk> 3\nb 4\n  5\na 6\nc 7\n',
    },
  };
}

/** w2v-BERT as Hugging Face writes it; an adapter, where there is one, halves the frames once more. */
export function toyW2vBert(adapter: boolean): ToyCtc {
  const outputs = ['a', 'b', 'c', ' ', '', ''];
  return {
    layout: 'wav2vec2-ctc-onnx',
    files: {
      'onnx/model.onnx': writeOnnx(stackedGraph(outputs, adapter ? 2 : 1)),
      'config.json': json({ model_type: 'wav2vec2-bert', pad_token_id: 5, vocab_size: 6, add_adapter: adapter }),
      'preprocessor_config.json': json({
        feature_extractor_type: 'SeamlessM4TFeatureExtractor',
        feature_size: 80,
        num_mel_bins: 80,
        padding_value: 0,
        return_attention_mask: true,
        sampling_rate: RATE,
        stride: 2,
      }),
      'tokenizer_config.json': json({ pad_token: '[PAD]', word_delimiter_token: '|' }),
      'vocab.json': json({ a: 0, b: 1, c: 2, '|': 3, '[UNK]': 4, '[PAD]': 5 }),
    },
  };
}

/** NeMo as sherpa-onnx exports it: bands first, a length, one output for eight frames, the blank last. */
export function toyNemo(bands: 80 | 128 = 80, metadata: Readonly<Record<string, string>> = {}): ToyCtc {
  // Its pieces begin words themselves, so what is said as a space writes nothing.
  const outputs = ['', 'a', 'b', 'c', ''];
  return {
    layout: 'nemo-ctc-onnx',
    files: {
      'model.onnx': writeOnnx({
        ...bandsFirstGraph(outputs, bands),
        metadata: {
          model_type: 'EncDecCTCModelBPE',
          vocab_size: '4',
          subsampling_factor: '8',
          normalize_type: 'per_feature',
          feat_dim: String(bands),
          ...metadata,
        },
      }),
      'tokens.txt': '<unk> 0\n▁a 1\nb 2\n▁c 3\n<blk> 4\n',
    },
  };
}

/**
 * Logits = ten times the power of each letter's tone in 25 ms every 20 ms, silent outputs 10, all letters less a thousand
 * times what the power of the whole row is off 1: padding that the graph is not told of leaves no letter.
 */
function waveformGraph(outputs: readonly string[], input: string, mask: string | undefined): GraphSpec {
  const filters = new Float32Array(LETTERS.length * 2 * 400);
  const pairs = new Float32Array(LETTERS.length * 2 * outputs.length);
  LETTERS.forEach((letter, at) => {
    for (let n = 0; n < 400; n += 1) {
      const turn = (2 * Math.PI * TONES[letter] * n) / RATE;
      filters[2 * at * 400 + n] = Math.cos(turn) / 200;
      filters[(2 * at + 1) * 400 + n] = Math.sin(turn) / 200;
    }
    const id = outputs.indexOf(letter);
    if (id >= 0) for (const row of [2 * at, 2 * at + 1]) pairs[row * outputs.length + id] = 10;
  });
  return {
    inputs: [float(input, ['B', 'N']), ...(mask === undefined ? [] : [whole(mask, ['B', 'N'])])],
    outputs: [float('logits', ['B', 'T', outputs.length])],
    constants: [
      { name: 'filters', dims: [2 * LETTERS.length, 1, 400], data: filters },
      { name: 'pairs', dims: [2 * LETTERS.length, outputs.length], data: pairs },
      ...common(outputs, 1000),
    ],
    nodes: [
      { op: 'Mul', inputs: [input, input], outputs: ['squares'] },
      { op: 'ReduceSum', inputs: ['squares', 'one'], outputs: ['energy'] },
      ...(mask === undefined
        ? [{ op: 'ReduceMean', inputs: ['squares'], outputs: ['power'], attributes: { axes: [1] } }]
        : [
            cast(mask, 'counted'),
            { op: 'ReduceSum', inputs: ['counted', 'one'], outputs: ['count'] },
            { op: 'Div', inputs: ['energy', 'count'], outputs: ['power'] },
          ]),
      { op: 'Unsqueeze', inputs: ['power', 'one'], outputs: ['rowPower'] },
      { op: 'Unsqueeze', inputs: [input, 'one'], outputs: ['channel'] },
      {
        op: 'Conv',
        inputs: ['channel', 'filters'],
        outputs: ['heard'],
        attributes: { kernel_shape: [400], strides: [320] },
      },
      { op: 'Mul', inputs: ['heard', 'heard'], outputs: ['powers'] },
      { op: 'Transpose', inputs: ['powers'], outputs: ['turned'], attributes: { perm: [0, 2, 1] } },
      { op: 'MatMul', inputs: ['turned', 'pairs'], outputs: ['scores'] },
      ...finish('logits'),
    ],
  };
}

/** The same over Kaldi features in pairs: logits = ten times the letter's band, which is of mean 0 and variance 1. */
function stackedGraph(outputs: readonly string[], every: number): GraphSpec {
  const kaldi = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);
  const width = (kaldi(8000) - kaldi(20)) / 81;
  const mixing = new Float32Array(160 * outputs.length);
  for (const letter of LETTERS) {
    const band = Math.round((kaldi(TONES[letter]) - kaldi(20)) / width - 1);
    for (const row of [band, 80 + band]) mixing[row * outputs.length + outputs.indexOf(letter)] = 5;
  }
  return {
    inputs: [float('input_features', ['B', 'T', 160]), whole('attention_mask', ['B', 'T'])],
    outputs: [float('logits', ['B', 'F', outputs.length])],
    constants: [
      { name: 'mixing', dims: [160, outputs.length], data: mixing },
      { name: 'from', dims: [1], data: BigInt64Array.of(0n) },
      { name: 'to', dims: [1], data: BigInt64Array.of(1_000_000n) },
      { name: 'every', dims: [1], data: BigInt64Array.of(BigInt(every)) },
      { name: 'width', dims: [1], data: Float32Array.of(160) },
      { name: 'both', dims: [2], data: BigInt64Array.of(1n, 2n) },
      ...common(outputs, 100),
    ],
    nodes: [
      { op: 'Mul', inputs: ['input_features', 'input_features'], outputs: ['squares'] },
      { op: 'ReduceSum', inputs: ['squares', 'both'], outputs: ['energy'] },
      cast('attention_mask', 'counted'),
      { op: 'ReduceSum', inputs: ['counted', 'one'], outputs: ['count'] },
      { op: 'Mul', inputs: ['count', 'width'], outputs: ['values'] },
      { op: 'Unsqueeze', inputs: ['values', 'one'], outputs: ['rowValues'] },
      { op: 'Div', inputs: ['energy', 'rowValues'], outputs: ['rowPower'] },
      { op: 'MatMul', inputs: ['input_features', 'mixing'], outputs: ['every frame'] },
      { op: 'Slice', inputs: ['every frame', 'from', 'to', 'one', 'every'], outputs: ['scores'] },
      ...finish('logits'),
    ],
  };
}

/** The same over Slaney's bands, of every eighth frame, as log probabilities. */
function bandsFirstGraph(outputs: readonly string[], bands: number): GraphSpec {
  const step = Math.log(6.4) / 27;
  const slaney = (hertz: number): number => (hertz < 1000 ? (hertz * 3) / 200 : 15 + Math.log(hertz / 1000) / step);
  const mixing = new Float32Array(outputs.length * bands);
  for (const letter of LETTERS) {
    const band = Math.round((slaney(TONES[letter]) * (bands + 1)) / slaney(8000) - 1);
    const id = outputs.indexOf(letter);
    if (id >= 0) mixing[id * bands + band] = 10;
  }
  return {
    inputs: [float('audio_signal', ['B', bands, 'T']), whole('length', ['B'])],
    outputs: [float('logprobs', ['B', 'F', outputs.length])],
    constants: [
      { name: 'mixing', dims: [outputs.length, bands, 1], data: mixing },
      { name: 'width', dims: [1], data: Float32Array.of(bands) },
      { name: 'both', dims: [2], data: BigInt64Array.of(1n, 2n) },
      ...common(outputs, 100),
    ],
    nodes: [
      { op: 'Mul', inputs: ['audio_signal', 'audio_signal'], outputs: ['squares'] },
      { op: 'ReduceSum', inputs: ['squares', 'both'], outputs: ['energy'] },
      cast('length', 'count'),
      { op: 'Mul', inputs: ['count', 'width'], outputs: ['values'] },
      { op: 'Unsqueeze', inputs: ['values', 'one'], outputs: ['column'] },
      { op: 'Unsqueeze', inputs: ['column', 'one'], outputs: ['rowValues'] },
      { op: 'Div', inputs: ['energy', 'rowValues'], outputs: ['rowPower'] },
      {
        op: 'Conv',
        inputs: ['audio_signal', 'mixing'],
        outputs: ['mixed'],
        attributes: { kernel_shape: [1], strides: [8] },
      },
      { op: 'Transpose', inputs: ['mixed'], outputs: ['scores'], attributes: { perm: [0, 2, 1] } },
      ...finish('raw'),
      { op: 'LogSoftmax', inputs: ['raw'], outputs: ['logprobs'], attributes: { axis: -1 } },
    ],
  };
}

function common(outputs: readonly string[], price: number): GraphSpec['constants'] {
  const letters = outputs.map((letter) => (letter === '' ? 0 : 1));
  return [
    { name: 'one', dims: [1], data: BigInt64Array.of(1n) },
    { name: 'aim', dims: [1], data: Float32Array.of(1) },
    { name: 'price', dims: [outputs.length], data: Float32Array.from(letters, (letter) => letter * price) },
    { name: 'bias', dims: [outputs.length], data: Float32Array.from(letters, (letter) => (1 - letter) * 10) },
  ];
}

function finish(output: string): NodeSpec[] {
  return [
    { op: 'Sub', inputs: ['rowPower', 'aim'], outputs: ['off'] },
    { op: 'Abs', inputs: ['off'], outputs: ['distance'] },
    { op: 'Mul', inputs: ['distance', 'price'], outputs: ['less'] },
    { op: 'Add', inputs: ['scores', 'bias'], outputs: ['biased'] },
    { op: 'Sub', inputs: ['biased', 'less'], outputs: [output] },
  ];
}

function cast(from: string, to: string): NodeSpec {
  return { op: 'Cast', inputs: [from], outputs: [to], attributes: { to: 1 } };
}
