import type { BranchSpec, GraphSpec, ValueSpec } from '../../tests/support/onnx-writer.ts';
import { attend, feedForward, keyValue } from './attention.ts';
import { Nodes, Weighted } from './graph-builder.ts';
import { FRAMES, HEAD_SIZE, POSITIONS, type Precision, TEXT_TOKENS, VOCABULARY, type WhisperShape } from './shapes.ts';

const SEED = 2;
/** So much stronger than anything else that each position has its own likeliest token and no text repeats itself. */
const POSITION_DEVIATION = 2;
const EMBEDDING = 'embedding.weight';

/**
 * The decoder in the merged layout of Hugging Face exports: `If use_cache_branch` chooses between the first step, which makes
 * the keys and values of the encoder's rows, and one that takes them from the cache. Both branches share the weights. The
 * end and all other tokens that are not text score zero, below the best of 50,257 random scores, so it never ends by itself.
 */
export function decoderGraph(shape: WhisperShape, precision: Precision): GraphSpec {
  const { size, layers } = shape;
  const weights = new Weighted(precision, SEED);
  const before = new Nodes(weights, 'd');
  weights.matrix(EMBEDDING, [VOCABULARY, size], TEXT_TOKENS);
  const output = before.add('Transpose', [EMBEDDING], { perm: [1, 0] });
  weights.full('positions', [POSITIONS, size], POSITION_DEVIATION);
  weights.constant('mask', [POSITIONS, POSITIONS], causalMask());
  weights.constant('nothing', [0, size / HEAD_SIZE, 1, HEAD_SIZE], new Float32Array(0));
  const cache = (prefix: string): ValueSpec[] =>
    Array.from({ length: layers }, (_, layer) =>
      ['decoder', 'encoder'].flatMap((part) => cacheOf(shape, prefix, layer, part)),
    ).flat();
  const outputs: ValueSpec[] = [
    { name: 'logits', type: 'float32', shape: ['batch', 'positions', VOCABULARY] },
    ...cache('present'),
  ];
  const branches = {
    then_branch: branch(shape, new Nodes(weights, 'c'), output, true),
    else_branch: branch(shape, new Nodes(weights, 'f'), output, false),
  };
  return {
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch', 'positions'] },
      { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', FRAMES, size] },
      ...cache('past_key_values'),
      { name: 'use_cache_branch', type: 'bool', shape: [1] },
    ],
    outputs,
    constants: weights.constants,
    nodes: [
      ...before.list,
      { op: 'If', inputs: ['use_cache_branch'], outputs: outputs.map(({ name }) => name), attributes: branches },
    ],
  };
}

function branch({ size, layers }: WhisperShape, nodes: Nodes, output: string, cached: boolean): BranchSpec {
  const presents: string[] = [];
  const length = nodes.add('Slice', [nodes.add('Shape', ['input_ids']), nodes.whole(1), nodes.whole(2)]);
  const past = (layer: number, part: string): string => `past_key_values.${layer}.${part}`;
  const from = cached
    ? nodes.add('Slice', [nodes.add('Shape', [`${past(0, 'decoder')}.key`]), nodes.whole(2), nodes.whole(3)])
    : nodes.whole(0);
  const to = cached ? nodes.add('Add', [from, length]) : length;
  const places = nodes.add('Slice', ['positions', from, to, nodes.whole(0)]);
  // The cached step is for one new token at a time, which sees all before it.
  const mask = cached
    ? undefined
    : nodes.add('Slice', ['mask', nodes.whole(0, 0), nodes.add('Concat', [length, length], { axis: 0 })]);
  let x = nodes.add('Add', [embed(nodes), places]);
  for (let layer = 0; layer < layers; layer++) {
    const name = `decoder.${layer}`;
    const normed = nodes.norm(x, `${name}.norm`, size);
    const fresh = keyValue(nodes, normed, `${name}.self`, size);
    const join = (kind: 'key' | 'value'): string =>
      nodes.add('Concat', [`${past(layer, 'decoder')}.${kind}`, fresh[kind]], { axis: 2 });
    const own = { key: join('key'), value: join('value') };
    x = nodes.add('Add', [x, attend(nodes, normed, own, `${name}.self`, size, mask)]);
    const asked = nodes.norm(x, `${name}.cross-norm`, size);
    const heard = cached
      ? { key: `${past(layer, 'encoder')}.key`, value: `${past(layer, 'encoder')}.value` }
      : keyValue(nodes, 'encoder_hidden_states', `${name}.cross`, size);
    x = nodes.add('Add', [x, attend(nodes, asked, heard, `${name}.cross`, size)]);
    x = feedForward(nodes, x, name, size);
    // Exports give placeholders for what does not change.
    const unchanged = (kind: 'key' | 'value'): string => (cached ? nodes.add('Identity', ['nothing']) : heard[kind]);
    presents.push(own.key, own.value, unchanged('key'), unchanged('value'));
  }
  const scores = nodes.times(nodes.norm(x, 'decoder', size), output, `${EMBEDDING}.scale`);
  const outputs = [scores, ...presents].map((name, at): ValueSpec => {
    const shape = at === 0 ? ['b', 'p', VOCABULARY] : ['b', size / HEAD_SIZE, 'p', HEAD_SIZE];
    return { name, type: 'float32', shape };
  });
  return { nodes: nodes.list, outputs };
}

function embed(nodes: Nodes): string {
  const rows = nodes.add('Gather', [EMBEDDING, 'input_ids']);
  if (nodes.weights.precision === 'fp32') return rows;
  return nodes.add('DequantizeLinear', [rows, `${EMBEDDING}.scale`, 'no-offset']);
}

function cacheOf({ size }: WhisperShape, prefix: string, layer: number, part: string): ValueSpec[] {
  return ['key', 'value'].map((kind) => ({
    name: `${prefix}.${layer}.${part}.${kind}`,
    type: 'float32',
    shape: ['batch', size / HEAD_SIZE, `${prefix} ${part}`, HEAD_SIZE],
  }));
}

function causalMask(): Float32Array {
  const mask = new Float32Array(POSITIONS * POSITIONS);
  for (let row = 0; row < POSITIONS; row++) mask.fill(-1e9, row * POSITIONS + row + 1, (row + 1) * POSITIONS);
  return mask;
}
