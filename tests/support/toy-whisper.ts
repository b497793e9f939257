import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  elementNumber,
  writeOnnx,
  type ElementType,
  type GraphSpec,
  type NodeSpec,
  type ValueSpec,
} from './onnx-writer.ts';

const TEXT = ['Ġa', 'Ġb', 'Ġc', 'Ġd'];
const CONTROLS = [
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|de|>',
  '<|translate|>',
  '<|transcribe|>',
  '<|nospeech|>',
  '<|notimestamps|>',
];
const TIMESTAMPS = TEXT.length + CONTROLS.length;
const VOCABULARY = TIMESTAMPS + 1501;
const SIZE = 12;
const [EOT, EN, DE] = [4, 6, 7];

/**
 * Writes a Whisper export of the layout encoder + decoder + decoder_with_past whose answer is known by arithmetic.
 * With L the mean of the log-mel, the next token is the largest of: a = 20 - 3 x (a's so far), b = 18 - 3 x (b's so far),
 * end = 10 - 2 L, so louder windows say more. Language: en = 1, de = 2 L. History comes only from the key cache and L only
 * from the cross cache, so a cache that is lost, mixed up between rows or of the wrong type changes the text.
 * @param type of features, hidden states, caches and logits
 * @param suffix of the file names, e.g. `_fp16`
 */
export function writeToyWhisper(folder: string, type: 'float32' | 'float16', suffix: string): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const save = (stem: string, graph: GraphSpec): void =>
    writeFileSync(join(folder, 'onnx', `${stem}${suffix}.onnx`), writeOnnx(graph));
  save('encoder_model', encoder(type));
  save('decoder_model', decoder(type, false));
  save('decoder_with_past_model', decoder(type, true));
  const json = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
  json('config.json', {
    model_type: 'whisper',
    num_mel_bins: 80,
    d_model: SIZE,
    encoder_attention_heads: 1,
    decoder_layers: 1,
    decoder_attention_heads: 1,
    vocab_size: VOCABULARY,
  });
  json('vocab.json', Object.fromEntries(TEXT.map((token, id) => [token, id])));
  json('added_tokens.json', Object.fromEntries(CONTROLS.map((token, i) => [token, TEXT.length + i])));
  json('generation_config.json', { is_multilingual: true, suppress_tokens: null, begin_suppress_tokens: [] });
}

/** What the toy says when the mean log-mel is `level`. */
export function toyAnswer(level: number): string {
  const said: string[] = [];
  for (;;) {
    const a = 20 - 3 * said.filter((word) => word === 'a').length;
    const b = 18 - 3 * said.filter((word) => word === 'b').length;
    if (10 - 2 * level > Math.max(a, b)) return said.join(' ');
    said.push(a > b ? 'a' : 'b');
  }
}

function encoder(type: ElementType): GraphSpec {
  const mixing = new Float32Array(80 * (SIZE / 2)).fill(1 / 80);
  return {
    inputs: [{ name: 'input_features', type, shape: ['batch', 80, 3000] }],
    outputs: [{ name: 'last_hidden_state', type, shape: ['batch', 1500, SIZE] }],
    constants: [
      { name: 'mixing', dims: [80, SIZE / 2], data: mixing },
      { name: 'shape', dims: [3], data: BigInt64Array.of(-1n, 1500n, BigInt(SIZE)) },
    ],
    nodes: [
      cast('input_features', 'features', 'float32'),
      { op: 'Transpose', inputs: ['features'], outputs: ['turned'], attributes: { perm: [0, 2, 1] } },
      { op: 'MatMul', inputs: ['turned', 'mixing'], outputs: ['mixed'] },
      { op: 'Reshape', inputs: ['mixed', 'shape'], outputs: ['hidden'] },
      cast('hidden', 'last_hidden_state', type),
    ],
  };
}

function decoder(type: ElementType, withPast: boolean): GraphSpec {
  const cache = (prefix: string, parts: readonly string[]): ValueSpec[] =>
    parts.flatMap((part) =>
      ['key', 'value'].map((kind) => ({
        name: `${prefix}.0.${part}.${kind}`,
        type,
        shape: ['batch', 1, `${prefix} ${part}`, SIZE],
      })),
    );
  const hidden: ValueSpec = { name: 'encoder_hidden_states', type, shape: ['batch', 1500, SIZE] };
  const history: NodeSpec[] = withPast
    ? [
        cast('past_key_values.0.decoder.key', 'past_key', 'float32'),
        { op: 'Concat', inputs: ['past_key', 'new_key'], outputs: ['key'], attributes: { axis: 2 } },
        cast('past_key_values.0.encoder.key', 'cross', 'float32'),
      ]
    : [
        { op: 'Identity', inputs: ['new_key'], outputs: ['key'] },
        cast('encoder_hidden_states', 'hidden', 'float32'),
        { op: 'Unsqueeze', inputs: ['hidden', 'one'], outputs: ['cross'] },
        cast('cross', 'present.0.encoder.key', type),
        cast('cross', 'present.0.encoder.value', type),
      ];
  return {
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch', 'positions'] },
      ...(withPast ? cache('past_key_values', ['decoder', 'encoder']) : [hidden]),
    ],
    outputs: [
      { name: 'logits', type, shape: ['batch', 'positions', VOCABULARY] },
      ...cache('present', withPast ? ['decoder'] : ['decoder', 'encoder']),
    ],
    constants: [
      { name: 'embedding', dims: [VOCABULARY, SIZE], data: embedding() },
      {
        name: 'repeats',
        dims: [SIZE, VOCABULARY],
        data: matrix([
          [0, 0, -3],
          [1, 1, -3],
        ]),
      },
      {
        name: 'loudness',
        dims: [SIZE, VOCABULARY],
        data: matrix([
          [0, EOT, -2],
          [0, DE, 2],
        ]),
      },
      { name: 'bias', dims: [VOCABULARY], data: bias() },
      { name: 'one', dims: [1], data: BigInt64Array.of(1n) },
      { name: 'two', dims: [1], data: BigInt64Array.of(2n) },
    ],
    nodes: [
      { op: 'Gather', inputs: ['embedding', 'input_ids'], outputs: ['embedded'] },
      { op: 'Unsqueeze', inputs: ['embedded', 'one'], outputs: ['new_key'] },
      ...history,
      { op: 'ReduceSum', inputs: ['key', 'two'], outputs: ['counts'], attributes: { keepdims: 0 } },
      { op: 'ReduceMean', inputs: ['cross'], outputs: ['level'], attributes: { axes: [2], keepdims: 0 } },
      { op: 'MatMul', inputs: ['counts', 'repeats'], outputs: ['from_counts'] },
      { op: 'MatMul', inputs: ['level', 'loudness'], outputs: ['from_level'] },
      { op: 'Add', inputs: ['from_counts', 'from_level'], outputs: ['both'] },
      { op: 'Add', inputs: ['both', 'bias'], outputs: ['row'] },
      // Every position gets the same row: only the last one is read. The zeros are made in the graph to keep the file small.
      { op: 'Sub', inputs: ['repeats', 'repeats'], outputs: ['nothing'] },
      { op: 'MatMul', inputs: ['embedded', 'nothing'], outputs: ['blank'] },
      { op: 'Add', inputs: ['row', 'blank'], outputs: ['scores'] },
      cast('scores', 'logits', type),
      cast('key', 'present.0.decoder.key', type),
      cast('key', 'present.0.decoder.value', type),
    ],
  };
}

function cast(from: string, to: string, type: ElementType): NodeSpec {
  return { op: 'Cast', inputs: [from], outputs: [to], attributes: { to: elementNumber(type) } };
}

/** Text tokens are counted in their own column, everything else in the last. */
function embedding(): Float32Array {
  const data = new Float32Array(VOCABULARY * SIZE);
  for (let id = 0; id < VOCABULARY; id++) data[id * SIZE + (id < TEXT.length ? id : SIZE - 1)] = 1;
  return data;
}

function matrix(cells: readonly (readonly [row: number, column: number, value: number])[]): Float32Array {
  const data = new Float32Array(SIZE * VOCABULARY);
  for (const [row, column, value] of cells) data[row * VOCABULARY + column] = value;
  return data;
}

function bias(): Float32Array {
  const data = new Float32Array(VOCABULARY).fill(-20);
  data[0] = 20;
  data[1] = 18;
  data[EOT] = 10;
  data[EN] = 1;
  data[DE] = 0;
  for (let step = 0; step <= 1500; step++) data[TIMESTAMPS + step] = -0.05 * step;
  return data;
}
