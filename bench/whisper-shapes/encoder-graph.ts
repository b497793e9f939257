import type { GraphSpec } from '../../tests/support/onnx-writer.ts';
import { attend, feedForward, keyValue } from './attention.ts';
import { Nodes, Weighted } from './graph-builder.ts';
import { FRAMES, MELS, type Precision, type WhisperShape } from './shapes.ts';

const SEED = 1;

/** Log-mel of 30 s to hidden states: two convolutions, then layers of attention and feed-forward. */
export function encoderGraph({ size, layers }: WhisperShape, precision: Precision): GraphSpec {
  const weights = new Weighted(precision, SEED);
  const nodes = new Nodes(weights, 'e');
  const convolve = (x: string, from: number, stride: number): string => {
    const inputs = [x, weights.full(`conv.${from}.weight`, [size, from, 3]), weights.full(`conv.${from}.bias`, [size])];
    return nodes.gelu(nodes.add('Conv', inputs, { kernel_shape: [3], strides: [stride], pads: [1, 1] }));
  };
  const heard = convolve(convolve('input_features', MELS, 1), size, 2);
  const rows = nodes.add('Transpose', [heard], { perm: [0, 2, 1] });
  let x = nodes.add('Add', [rows, weights.full('positions', [FRAMES, size])]);
  for (let layer = 0; layer < layers; layer++) {
    const name = `encoder.${layer}`;
    const normed = nodes.norm(x, `${name}.norm`, size);
    x = nodes.add('Add', [x, attend(nodes, normed, keyValue(nodes, normed, name, size), name, size)]);
    x = feedForward(nodes, x, name, size);
  }
  nodes.add('Identity', [nodes.norm(x, 'encoder', size)], {}, 'last_hidden_state');
  return {
    inputs: [{ name: 'input_features', type: 'float32', shape: ['batch', MELS, 2 * FRAMES] }],
    outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', FRAMES, size] }],
    constants: weights.constants,
    nodes: nodes.list,
  };
}
