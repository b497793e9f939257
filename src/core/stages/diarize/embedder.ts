import type { InferenceSession, Tensor } from '../../ports/inference.ts';
import { type EmbedderIo, lengthFeed, readEmbeddings } from './embedder-io.ts';
import type { FrontEnd } from './front-end.ts';
import { createGrowableFloats } from './growable.ts';

/** Crops waiting for others of their length; bounds the memory they take. */
const QUEUE_LIMIT = 64;
/** Crops per run of the model. */
const BATCH_LIMIT = 16;

/** Rows of embeddings, [count, dim] row-major; `dim` is 0 when nothing was added. */
export interface EmbeddingRows {
  readonly vectors: Float32Array;
  readonly dim: number;
}

/** Turns normalised crops into voice embeddings, several of equal length at a time. */
export interface Embedder {
  /** Queues a crop [T, width]; its row index is the number of crops added before. Runs the model when the queue is full. */
  add(crop: Float32Array): Promise<void>;
  /** Runs what is still queued and returns all rows. */
  finish(): Promise<EmbeddingRows>;
}

interface Queued {
  readonly row: number;
  readonly crop: Float32Array;
}

/**
 * Wraps a model that takes crops. Only crops of exactly equal length share a run, so no padding ever reaches the model.
 * Throws `model-unsupported` when its output is not one vector per crop.
 */
export function createEmbedder(
  session: InferenceSession,
  io: EmbedderIo,
  frontEnd: FrontEnd,
  modelId: string,
): Embedder {
  const vectors = createGrowableFloats();
  const batchLimit = Math.min(BATCH_LIMIT, io.batchLimit);
  let queue: Queued[] = [];
  let added = 0;
  let dim = 0;

  const runBatch = async (batch: readonly Queued[]): Promise<void> => {
    const crops = batch.map(({ crop }) => crop);
    const result = await session.run(cropFeeds(io, crops, frontEnd.width));
    const embeddings = readEmbeddings(result[io.output], batch.length, dim, modelId);
    dim = embeddings.dim;
    if (vectors.length < added * dim) vectors.reserve(added * dim - vectors.length);
    for (const [i, { row }] of batch.entries()) {
      vectors.write(embeddings.data.subarray(i * dim, (i + 1) * dim), row * dim);
    }
  };

  const flush = async (): Promise<void> => {
    const waiting = queue.sort((a, b) => a.crop.length - b.crop.length || a.row - b.row);
    queue = [];
    let start = 0;
    while (start < waiting.length) {
      const length = waiting[start].crop.length;
      let end = start + 1;
      while (end < waiting.length && end - start < batchLimit && waiting[end].crop.length === length) end += 1;
      await runBatch(waiting.slice(start, end));
      start = end;
    }
  };

  return {
    async add(crop) {
      queue.push({ row: added, crop });
      added += 1;
      if (queue.length >= QUEUE_LIMIT) await flush();
    },
    async finish() {
      await flush();
      return { vectors: vectors.take(), dim };
    },
  };
}

/** The model's inputs for crops of equal length. */
function cropFeeds(io: EmbedderIo, crops: readonly Float32Array[], width: number): Record<string, Tensor> {
  const size = crops[0].length;
  const frames = size / width;
  const data = new Float32Array(size * crops.length);
  for (const [i, crop] of crops.entries()) {
    if (io.shape === 'width-first') transpose(crop, width, data, i * size);
    else data.set(crop, i * size);
  }
  const dims: Readonly<Record<EmbedderIo['shape'], readonly number[]>> = {
    'frames-first': [crops.length, frames, width],
    'width-first': [crops.length, width, frames],
    samples: [crops.length, size],
    'channel-samples': [crops.length, 1, size],
  };
  const waveform = io.shape === 'samples' || io.shape === 'channel-samples';
  return {
    [io.input]: { type: 'float32', dims: dims[io.shape], data },
    ...(io.length === undefined ? {} : lengthFeed(io.length, crops.length, waveform ? size : frames)),
  };
}

function transpose(crop: Float32Array, width: number, out: Float32Array, offset: number): void {
  const frames = crop.length / width;
  for (let t = 0; t < frames; t += 1) {
    for (let i = 0; i < width; i += 1) out[offset + i * frames + t] = crop[t * width + i];
  }
}
