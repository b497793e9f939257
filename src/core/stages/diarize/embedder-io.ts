import type { InferenceSession, Tensor, TensorInfo } from '../../ports/inference.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { FrontEnd } from './front-end.ts';

/** Where the frames of a crop go in the input tensor. */
type InputShape =
  /** [batch, frames, width] */
  | 'frames-first'
  /** [batch, width, frames] */
  | 'width-first'
  /** [batch, samples] */
  | 'samples'
  /** [batch, 1, samples] */
  | 'channel-samples';

/** An input for masks over a whole window, so that one run gives several voices of it. */
export interface MaskInput {
  readonly name: string;
  /** `window`: [1, voices, frames]; `shared`: [voices, frames] for one window; `paired`: [b, frames], a copy of the window each. */
  readonly rows: 'window' | 'shared' | 'paired';
  /** Voices the graph is fixed to, if it is. */
  readonly slots: number | undefined;
  /** Frames the graph is fixed to, or `features` for one per input frame; otherwise it takes the segmentation's. */
  readonly frames: number | 'features' | undefined;
}

/** What goes into an embedding model and what comes out. */
export interface EmbedderIo {
  readonly input: string;
  readonly shape: InputShape;
  /** An input for the length: whole frames (samples for waveforms), or the share of the longest when it is a float. */
  readonly length: { readonly name: string; readonly type: string } | undefined;
  readonly mask: MaskInput | undefined;
  readonly output: string;
  /** Crops the graph takes in one run. */
  readonly batchLimit: number;
}

const LENGTH_TYPES = ['int64', 'int32', 'float32'];

/**
 * Reads a model's signature from its graph: WeSpeaker and 3D-Speaker take features [b, T, 80], NeMo [b, 80, T] and a
 * length, SpeechBrain may take a relative length, some exports take masks over a window. Throws `model-unsupported` when an input is none of these.
 */
export function describeEmbedder(session: InferenceSession, modelId: string, frontEnd: FrontEnd): EmbedderIo {
  const [main, ...others] = session.inputs;
  const output = embeddingOutput(session);
  if (main === undefined || output === undefined) throw unsupported(modelId, 'has no input or no output');
  if (main.type !== 'float32') throw unsupported(modelId, `takes ${main.type} values as "${main.name}"`);
  const shape = inputShape(main, modelId, frontEnd);
  let length: EmbedderIo['length'];
  let mask: MaskInput | undefined;
  for (const other of others) {
    if (length === undefined && other.shape.length === 1 && LENGTH_TYPES.includes(other.type)) length = other;
    else if (mask === undefined && shape === 'frames-first' && isMask(other)) mask = maskInput(main, other);
    else throw unsupported(modelId, `has an input "${other.name}" [${other.shape.join(', ')}] of unknown meaning`);
  }
  if (mask === undefined && shape === 'frames-first' && typeof main.shape[1] === 'number' && main.shape[1] > 0)
    throw unsupported(modelId, `is fixed to ${main.shape[1]} frames, and voices speak as long as they do`);
  const batch = main.shape[0];
  if (typeof batch === 'number' && batch > 1)
    throw unsupported(modelId, `is fixed to ${batch} voice samples at a time`);
  return {
    input: main.name,
    shape,
    length,
    mask,
    output: output.name,
    batchLimit: batch === 1 ? 1 : Infinity,
  };
}

/** The output called something like `emb`, else the first: NeMo's exports have logits before it. */
export function embeddingOutput({ outputs }: InferenceSession): TensorInfo | undefined {
  return outputs.find(({ name }) => /emb/i.test(name)) ?? outputs.at(0);
}

function inputShape({ name, shape }: TensorInfo, modelId: string, frontEnd: FrontEnd): InputShape {
  const problem = (): AppError =>
    unsupported(modelId, `takes "${name}" [${shape.join(', ')}], not what its front end "${frontEnd.name}" makes`);
  const free = (dim: number | string | undefined): boolean => typeof dim === 'string' || dim === undefined || dim < 0;
  if (frontEnd.name === 'waveform') {
    if (shape.length === 2 && free(shape[1])) return 'samples';
    if (shape.length === 3 && (shape[1] === 1 || free(shape[1])) && free(shape[2])) return 'channel-samples';
    throw problem();
  }
  if (shape.length !== 3) throw problem();
  const fits = (dim: number | string | undefined): boolean => free(dim) || dim === frontEnd.width;
  if (shape[1] === frontEnd.width && free(shape[2])) return 'width-first';
  if (frontEnd.name === 'nemo' && fits(shape[1]) && free(shape[2])) return 'width-first';
  // A fixed number of frames is fine only for whole windows, which the mask input decides later.
  if (fits(shape[2]) && (free(shape[1]) || shape[1] === frontEnd.frames)) return 'frames-first';
  throw problem();
}

function isMask({ type, shape }: TensorInfo): boolean {
  return type === 'float32' && (shape.length === 2 || shape.length === 3);
}

function maskInput(main: TensorInfo, mask: TensorInfo): MaskInput {
  const frames = mask.shape.at(-1);
  const rank3 = mask.shape.length === 3;
  const rows = rank3 ? 'window' : mask.shape[0] === main.shape[0] ? 'paired' : 'shared';
  const slots = rank3 ? mask.shape[1] : mask.shape[0];
  return {
    name: mask.name,
    rows,
    slots: rows !== 'paired' && typeof slots === 'number' && slots > 0 ? slots : undefined,
    frames:
      typeof frames === 'number' && frames > 0
        ? frames
        : frames === main.shape[1] && frames !== ''
          ? 'features'
          : undefined,
  };
}

/** The length input for `batch` crops of `count` frames or samples. */
export function lengthFeed(
  length: NonNullable<EmbedderIo['length']>,
  batch: number,
  count: number,
): Record<string, Tensor> {
  const dims = [batch];
  const { name, type } = length;
  if (type === 'int64') return { [name]: { type, dims, data: new BigInt64Array(batch).fill(BigInt(count)) } };
  if (type === 'int32') return { [name]: { type, dims, data: new Int32Array(batch).fill(count) } };
  return { [name]: { type, dims, data: new Float32Array(batch).fill(1) } };
}

/**
 * Embeddings of a run as rows. Throws `model-unsupported` unless the output holds `rows` vectors, with or without
 * further dimensions of 1, each of `dim` values when that is known.
 */
export function readEmbeddings(
  output: Tensor | undefined,
  rows: number,
  dim: number,
  modelId: string,
): { readonly data: Float32Array; readonly dim: number } {
  const dims = output?.dims ?? [];
  const wide = dims.filter((size) => size !== 1);
  const width = wide.at(-1) ?? 0;
  const counted = wide.slice(0, -1).reduce((product, size) => product * size, 1);
  const fits = dims.length >= 2 && wide.length <= 2 && counted === rows && width > 1 && (dim === 0 || width === dim);
  if (!(output?.data instanceof Float32Array) || !fits) {
    throw unsupported(modelId, `gave an output of shape [${dims.join(', ')}] for ${rows} voice samples`);
  }
  return { data: output.data, dim: width };
}

function unsupported(modelId: string, what: string): AppError {
  return new AppError('model-unsupported', {
    what: `The speaker embedding model ${modelId} ${what}.`,
    meaning: 'Voxlane gives features of a voice, or samples, and needs one vector of numbers for each.',
    action: 'Install a speaker embedding model of a known layout, or correct `frontEnd` in its manifest.',
  });
}
