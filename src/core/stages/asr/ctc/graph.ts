import { AppError } from '../../../../shared/app-error.ts';
import type { InferenceSession, Tensor, TensorInfo } from '../../../ports/inference.ts';
import { readFloats } from '../whisper/half-float.ts';
import type { CtcFrontEnd, CtcInput } from './front-end.ts';

/** One row's logits [frames, outputs]; frames of padding are still among them. */
export interface CtcRow {
  readonly logits: Float32Array;
  readonly frames: number;
}

/** A CTC graph with its inputs understood. */
export interface CtcGraph {
  /** Rows of different length may stand in one batch without changing each other: the graph is told what is padding. */
  readonly knowsPadding: boolean;
  readonly batchLimit: number;
  run(inputs: readonly CtcInput[]): Promise<CtcRow[]>;
}

export interface CtcGraphOptions {
  readonly id: string;
  readonly outputs: number;
  /** Whether the model was trained to be told what is padding, where its graph can be. */
  readonly useMask: boolean;
  /** Steps that a row is filled up to a multiple of. */
  readonly padding: number;
}

const INTEGERS = ['int64', 'int32', 'bool', 'float32'];

/**
 * Reads a graph's signature: samples [b, n] or features [b, t, w] or [b, w, t], perhaps with a mask of the same length, or
 * a length per row. Throws `model-unsupported` for any other input.
 */
export function createCtcGraph(session: InferenceSession, frontEnd: CtcFrontEnd, options: CtcGraphOptions): CtcGraph {
  const { id, outputs } = options;
  const [main, ...others] = session.inputs;
  const output = session.outputs.find(({ name }) => /logit|logprob/i.test(name)) ?? session.outputs.at(0);
  const rank = frontEnd.spec.kind === 'waveform' ? 2 : 3;
  if (main === undefined || output === undefined) throw unsupported(id, 'has no input or no output');
  if (main.type !== 'float32' || main.shape.length !== rank)
    throw unsupported(id, `takes "${main.name}" as ${main.type} [${main.shape.join(', ')}], not what its layout makes`);
  const { spec } = frontEnd;
  const taken = spec.kind === 'waveform' ? undefined : main.shape[spec.order === 'bands-first' ? 1 : 2];
  if (typeof taken === 'number' && taken > 0 && taken !== frontEnd.width)
    throw unsupported(id, `takes ${taken} values a frame where its layout makes ${frontEnd.width}`);
  const width = output.shape.at(-1);
  if (typeof width === 'number' && width > 0 && width !== outputs)
    throw unsupported(id, `has ${width} outputs and a vocabulary of ${outputs}`);
  let mask: TensorInfo | undefined;
  let lengths: TensorInfo | undefined;
  for (const other of others) {
    if (other.shape.length === 2 && mask === undefined && INTEGERS.includes(other.type)) mask = other;
    else if (other.shape.length === 1 && lengths === undefined && INTEGERS.includes(other.type)) lengths = other;
    else throw unsupported(id, `has an input "${other.name}" [${other.shape.join(', ')}] of unknown meaning`);
  }
  const batch = main.shape[0];
  if (typeof batch === 'number' && batch > 1) throw unsupported(id, `is fixed to ${batch} recordings at a time`);

  return {
    knowsPadding: (mask !== undefined && options.useMask) || lengths !== undefined,
    batchLimit: batch === 1 ? 1 : Infinity,
    async run(inputs) {
      const longest = inputs.reduce((most, { length }) => Math.max(most, length), 1);
      const steps = Math.ceil(longest / options.padding) * options.padding;
      const feeds: Record<string, Tensor> = { [main.name]: mainTensor(inputs, steps, frontEnd) };
      if (mask !== undefined) feeds[mask.name] = maskTensor(inputs, steps, mask.type, options.useMask);
      if (lengths !== undefined)
        feeds[lengths.name] = numbers(
          lengths.type,
          [inputs.length],
          inputs.map(({ length }) => length),
        );
      const result = (await session.run(feeds, [output.name]))[output.name];
      return splitRows(result, inputs.length, id, outputs);
    },
  };
}

function mainTensor(inputs: readonly CtcInput[], steps: number, { spec, width }: CtcFrontEnd): Tensor {
  const data = new Float32Array(inputs.length * steps * width);
  const turned = spec.kind === 'features' && spec.order === 'bands-first';
  inputs.forEach(({ values, length }, row) => {
    const from = row * steps * width;
    if (!turned) data.set(values, from);
    else
      for (let step = 0; step < length; step += 1)
        for (let band = 0; band < width; band += 1) data[from + band * steps + step] = values[step * width + band];
  });
  const dims = spec.kind === 'waveform' ? [steps] : turned ? [width, steps] : [steps, width];
  return { type: 'float32', dims: [inputs.length, ...dims], data };
}

/** A graph that wants a mask though its model was trained without one is told that everything counts. */
function maskTensor(inputs: readonly CtcInput[], steps: number, type: string, used: boolean): Tensor {
  const values = new Uint8Array(inputs.length * steps);
  inputs.forEach(({ length }, row) => values.fill(1, row * steps, row * steps + (used ? length : steps)));
  return numbers(type, [inputs.length, steps], values);
}

function numbers(type: string, dims: readonly number[], values: ArrayLike<number>): Tensor {
  if (type === 'int64')
    return { type, dims, data: BigInt64Array.from({ length: values.length }, (_, at) => BigInt(values[at])) };
  if (type === 'int32') return { type, dims, data: Int32Array.from(values) };
  if (type === 'bool') return { type, dims, data: Uint8Array.from(values) };
  return { type, dims, data: Float32Array.from(values) };
}

function splitRows(output: Tensor | undefined, rows: number, id: string, outputs: number): CtcRow[] {
  const dims = output?.dims ?? [];
  const [batch, frames, width] = dims;
  if (
    output === undefined ||
    dims.length !== 3 ||
    batch !== rows ||
    width !== outputs ||
    !/^float(16|32)$/.test(output.type)
  )
    throw unsupported(id, `gave an output of shape [${dims.join(', ')}] for ${rows} recordings and ${outputs} outputs`);
  return Array.from({ length: rows }, (_, row) => ({
    frames,
    logits: readFloats(output.type, output.data, row * frames * width, frames * width),
  }));
}

/** The error for a graph that is not what its layout promises. */
export function unsupported(id: string, what: string): AppError {
  return new AppError(
    'model-unsupported',
    {
      what: `The CTC model ${id} ${what}.`,
      meaning: 'It was not used.',
      action: 'Install a CTC model of a known layout, or correct its manifest.',
    },
    { details: { model: id } },
  );
}
