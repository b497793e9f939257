import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InstalledModel, type ModelManifest, modelManifestSchema } from '../../src/core/models/manifest.ts';
import { type GraphSpec, type ValueSpec, writeOnnx } from './onnx-writer.ts';

const BANDS = 80;
const value = (name: string, shape: ValueSpec['shape'], type: ValueSpec['type'] = 'float32'): ValueSpec => ({
  name,
  shape,
  type,
});

/** Embedding = variance of each band over the frames, which a mean taken away before does not change. */
export const VARIANCE_OF_CROP: GraphSpec = {
  inputs: [value('feats', ['B', 'T', BANDS])],
  outputs: [value('embs', ['B', BANDS])],
  constants: [],
  nodes: [
    { op: 'Mul', inputs: ['feats', 'feats'], outputs: ['squares'] },
    { op: 'ReduceMean', inputs: ['squares'], outputs: ['power'], attributes: { axes: [1], keepdims: 0 } },
    { op: 'ReduceMean', inputs: ['feats'], outputs: ['mean'], attributes: { axes: [1], keepdims: 0 } },
    { op: 'Mul', inputs: ['mean', 'mean'], outputs: ['meanSquared'] },
    { op: 'Sub', inputs: ['power', 'meanSquared'], outputs: ['embs'] },
  ],
};

/** The same, pooled by mask: [b, T, 80] and weights of the shape given -> one vector per voice. */
export function varianceByMask(feats: ValueSpec['shape'], weights: ValueSpec['shape']): GraphSpec {
  const rank3 = weights.length === 3;
  const inner = rank3 ? 'weights' : 'weights3';
  const out = rank3 ? 'embs' : 'embs3';
  // Masks of rank 2 belong to the one window, or to the window of the same row.
  const paired = !rank3 && weights[0] === feats[0];
  const axis = BigInt64Array.of(paired ? 1n : 0n);
  return {
    inputs: [value('feats', feats), value('weights', weights)],
    outputs: [value('embs', rank3 ? ['B', 'S', BANDS] : ['S', BANDS])],
    constants: [
      { name: 'last', dims: [1], data: BigInt64Array.of(2n) },
      { name: 'axis', dims: [1], data: axis },
    ],
    nodes: [
      ...(rank3 ? [] : [{ op: 'Unsqueeze', inputs: ['weights', 'axis'], outputs: [inner] }]),
      { op: 'ReduceSum', inputs: [inner, 'last'], outputs: ['frames'], attributes: { keepdims: 1 } },
      { op: 'Mul', inputs: ['feats', 'feats'], outputs: ['squares'] },
      { op: 'MatMul', inputs: [inner, 'squares'], outputs: ['sumOfSquares'] },
      { op: 'Div', inputs: ['sumOfSquares', 'frames'], outputs: ['power'] },
      { op: 'MatMul', inputs: [inner, 'feats'], outputs: ['sum'] },
      { op: 'Div', inputs: ['sum', 'frames'], outputs: ['mean'] },
      { op: 'Mul', inputs: ['mean', 'mean'], outputs: ['meanSquared'] },
      { op: 'Sub', inputs: ['power', 'meanSquared'], outputs: [out] },
      ...(rank3 ? [] : [{ op: 'Squeeze', inputs: [out, 'axis'], outputs: ['embs'] }]),
    ],
  };
}

/** NeMo's signature: bands first and a length; embedding = skewness of each band and the length itself. Logits beside it. */
export const NEMO_SKEWNESS: GraphSpec = {
  inputs: [value('audio_signal', ['B', BANDS, 'T']), value('length', ['B'], 'int64')],
  outputs: [value('logits', ['B', BANDS]), value('embs', ['B', BANDS + 1])],
  constants: [{ name: 'axis', dims: [1], data: BigInt64Array.of(1n) }],
  nodes: [
    { op: 'Mul', inputs: ['audio_signal', 'audio_signal'], outputs: ['squares'] },
    { op: 'Mul', inputs: ['squares', 'audio_signal'], outputs: ['cubes'] },
    { op: 'ReduceMean', inputs: ['cubes'], outputs: ['skew'], attributes: { axes: [2], keepdims: 0 } },
    { op: 'ReduceMean', inputs: ['squares'], outputs: ['logits'], attributes: { axes: [2], keepdims: 0 } },
    { op: 'Cast', inputs: ['length'], outputs: ['frames'], attributes: { to: 1 } },
    { op: 'Unsqueeze', inputs: ['frames', 'axis'], outputs: ['column'] },
    { op: 'Concat', inputs: ['skew', 'column'], outputs: ['embs'], attributes: { axis: 1 } },
  ],
};

/** A SpeechBrain export: one sample at a time, embedding [1, 1, 80] = power of each band. */
export const ECAPA_POWER: GraphSpec = {
  inputs: [value('features', [1, 'T', BANDS])],
  outputs: [value('embedding', [1, 1, BANDS])],
  constants: [],
  nodes: [
    { op: 'Mul', inputs: ['features', 'features'], outputs: ['squares'] },
    { op: 'ReduceMean', inputs: ['squares'], outputs: ['embedding'], attributes: { axes: [1], keepdims: 1 } },
  ],
};

/** A model of samples: embedding = their power and their mean size. */
export const WAVEFORM_POWER: GraphSpec = {
  inputs: [value('input_values', ['B', 'N'])],
  outputs: [value('embeddings', ['B', 2])],
  constants: [],
  nodes: [
    { op: 'Mul', inputs: ['input_values', 'input_values'], outputs: ['squares'] },
    { op: 'ReduceMean', inputs: ['squares'], outputs: ['power'], attributes: { axes: [1], keepdims: 1 } },
    { op: 'Abs', inputs: ['input_values'], outputs: ['sizes'] },
    { op: 'ReduceMean', inputs: ['sizes'], outputs: ['size'], attributes: { axes: [1], keepdims: 1 } },
    { op: 'Concat', inputs: ['power', 'size'], outputs: ['embeddings'], attributes: { axis: 1 } },
  ],
};

/** Writes a graph into a folder of its own, with a manifest as an installed embedding model has it. */
export function installEmbedder(
  root: string,
  id: string,
  graph: GraphSpec,
  manifest: Pick<ModelManifest, 'layout'> & Partial<ModelManifest>,
): InstalledModel {
  const folder = join(root, id);
  const bytes = writeOnnx(graph);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const parsed = modelManifestSchema.parse({
    schema: 1,
    id,
    name: id,
    task: 'embedding',
    fixture: false,
    licence: 'MIT',
    languages: [],
    files: [{ path: 'model.onnx', bytes: bytes.length, sha256 }],
    signature: { inputs: graph.inputs.map((input) => input.name), outputs: [] },
    ...manifest,
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(parsed));
  return { manifest: parsed, folder, bundled: false, problem: undefined };
}
