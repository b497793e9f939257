import type { Nodes } from './graph-builder.ts';
import { HEAD_SIZE } from './shapes.ts';

/** Keys and values of one attention, `[batch, heads, positions, 64]`. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** Keys and values of the hidden states `x`. Keys have no bias. */
export function keyValue(nodes: Nodes, x: string, name: string, size: number): KeyValue {
  return {
    key: split(nodes, nodes.linear(x, `${name}.k`, [size, size], false), size),
    value: split(nodes, nodes.linear(x, `${name}.v`, [size, size]), size),
  };
}

/**
 * Attention of `x` over keys and values, with its projections.
 * @param mask added to the scores
 */
export function attend(
  nodes: Nodes,
  x: string,
  { key, value }: KeyValue,
  name: string,
  size: number,
  mask?: string,
): string {
  const scale = nodes.weights.constant('head-scale', [], Float32Array.of(1 / Math.sqrt(HEAD_SIZE)));
  const query = split(nodes, nodes.add('Mul', [nodes.linear(x, `${name}.q`, [size, size]), scale]), size);
  const scores = nodes.add('MatMul', [query, nodes.add('Transpose', [key], { perm: [0, 1, 3, 2] })]);
  const masked = mask === undefined ? scores : nodes.add('Add', [scores, mask]);
  const mixed = nodes.add('MatMul', [nodes.add('Softmax', [masked]), value]);
  const turned = nodes.add('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  return nodes.linear(nodes.add('Reshape', [turned, nodes.whole(0, 0, size)]), `${name}.out`, [size, size]);
}

/** The feed-forward part of a layer, with its norm and the sum around it. */
export function feedForward(nodes: Nodes, x: string, name: string, size: number): string {
  const normed = nodes.norm(x, `${name}.ffn-norm`, size);
  const wide = nodes.gelu(nodes.linear(normed, `${name}.fc1`, [size, 4 * size]));
  return nodes.add('Add', [x, nodes.linear(wide, `${name}.fc2`, [4 * size, size])]);
}

function split(nodes: Nodes, x: string, size: number): string {
  const heads = nodes.add('Reshape', [x, nodes.whole(0, 0, size / HEAD_SIZE, HEAD_SIZE)]);
  return nodes.add('Transpose', [heads], { perm: [0, 2, 1, 3] });
}
