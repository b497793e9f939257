import { describe, expect, it } from 'vitest';
import type { InferenceSession, TensorInfo } from '../../ports/inference.ts';
import { describeEmbedder, lengthFeed, readEmbeddings } from './embedder-io.ts';
import { type FrontEndName, createFrontEnd } from './front-end.ts';

type Shape = readonly (number | string)[];
const tensor = (name: string, shape: Shape, type = 'float32'): TensorInfo => ({ name, type, shape });

function describeOf(
  frontEnd: FrontEndName,
  inputs: readonly TensorInfo[],
  outputs: readonly TensorInfo[] = [tensor('embs', ['B', 192])],
) {
  const session: InferenceSession = {
    inputs,
    outputs,
    run: () => Promise.reject(new Error('not run')),
    dispose: () => Promise.resolve(),
  };
  return describeEmbedder(session, 'm', createFrontEnd(frontEnd));
}

describe('describeEmbedder', () => {
  it('reads WeSpeaker and 3D-Speaker exports', () => {
    expect(describeOf('wespeaker', [tensor('feats', ['B', 'T', 80])])).toMatchObject({
      input: 'feats',
      output: 'embs',
      shape: 'frames-first',
      length: undefined,
      mask: undefined,
    });
  });

  it('reads a NeMo export: bands first, a length, logits besides the embedding', () => {
    const inputs = [tensor('audio_signal', ['B', 80, 'T']), tensor('length', ['B'], 'int64')];
    const outputs = [tensor('logits', ['B', 16_681]), tensor('embs', ['B', 192])];
    expect(describeOf('nemo', inputs, outputs)).toMatchObject({
      shape: 'width-first',
      length: { name: 'length', type: 'int64' },
      output: 'embs',
    });
    expect(describeOf('nemo', [tensor('x', ['B', 'C', 'T'])]).shape).toBe('width-first');
  });

  it('reads a SpeechBrain export with relative lengths, one at a time', () => {
    const inputs = [tensor('features', [1, 'T', 80]), tensor('wav_lens', ['B'])];
    expect(describeOf('speechbrain', inputs)).toMatchObject({ batchLimit: 1, length: { type: 'float32' } });
  });

  it('reads waveform models', () => {
    expect(describeOf('waveform', [tensor('input_values', ['B', 'N'])]).shape).toBe('samples');
    expect(describeOf('waveform', [tensor('wave', ['B', 1, 'N'])]).shape).toBe('channel-samples');
  });

  it('tells the kinds of masks apart', () => {
    const feats = tensor('feats', ['B', 'T', 80]);
    const maskOf = (main: TensorInfo, shape: Shape) => describeOf('wespeaker', [main, tensor('w', shape)]).mask;
    expect(maskOf(feats, ['B', 'S', 'F'])).toMatchObject({ rows: 'window', slots: undefined, frames: undefined });
    expect(maskOf(feats, ['B', 'S', 'T'])).toMatchObject({ rows: 'window', frames: 'features' });
    expect(maskOf(feats, ['B', 'F'])).toMatchObject({ rows: 'paired' });
    expect(maskOf(tensor('fbank', [1, 998, 80]), [3, 589])).toMatchObject({ rows: 'shared', slots: 3, frames: 589 });
  });

  it.each<[string, FrontEndName, readonly TensorInfo[]]>([
    ['no input', 'wespeaker', []],
    ['half floats', 'wespeaker', [tensor('feats', ['B', 'T', 80], 'float16')]],
    ['64 bands', 'nemo', [tensor('x', ['B', 64, 'T'])]],
    ['samples instead of features', 'wespeaker', [tensor('wave', ['B', 'N'])]],
    ['features instead of samples', 'waveform', [tensor('feats', ['B', 'T', 80])]],
    ['a fixed number of frames', 'wespeaker', [tensor('feats', ['B', 300, 80])]],
    ['a fixed number of samples', 'waveform', [tensor('wave', ['B', 96_000])]],
    ['a fixed batch', 'wespeaker', [tensor('feats', [32, 'T', 80])]],
    ['an input of unknown meaning', 'wespeaker', [tensor('feats', ['B', 'T', 80]), tensor('x', ['B', 5, 5, 5])]],
    ['a whole window fixed, without masks', 'wespeaker', [tensor('feats', ['B', 998, 80])]],
  ])('refuses %s', (_what, frontEnd, inputs) => {
    expect(() => describeOf(frontEnd, inputs)).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
  });
});

describe('readEmbeddings', () => {
  const output = (dims: readonly number[]) => ({
    type: 'float32',
    dims,
    data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)),
  });

  it.each([[[2, 192]], [[2, 1, 192]], [[2, 192, 1]], [[1, 2, 192]]])('takes %j for two rows', (dims) => {
    expect(readEmbeddings(output(dims), 2, 0, 'm').dim).toBe(192);
  });

  it('takes one row', () => {
    expect(readEmbeddings(output([1, 192]), 1, 192, 'm').dim).toBe(192);
  });

  it.each([[[2, 4, 192]], [[3, 192]], [[192]], [[2, 1]], [[2, 100]]])('refuses %j', (dims) => {
    const read = (): unknown => readEmbeddings(output(dims), 2, 192, 'm');
    expect(read).toThrow(expect.objectContaining({ code: 'model-unsupported' }));
  });
});

it('gives lengths in the type asked for', () => {
  expect(lengthFeed({ name: 'l', type: 'int64' }, 2, 40)['l']).toMatchObject({ data: BigInt64Array.of(40n, 40n) });
  expect(lengthFeed({ name: 'l', type: 'int32' }, 1, 40)['l']).toMatchObject({ data: Int32Array.of(40) });
  expect(lengthFeed({ name: 'l', type: 'float32' }, 2, 40)['l']).toMatchObject({ data: Float32Array.of(1, 1) });
});
