import type { InferenceSession, Tensor } from '../../ports/inference.ts';
import { AppError } from '../../../shared/app-error.ts';
import { MEL_BANDS } from './fbank.ts';
import { createGrowableFloats } from './growable.ts';

/** Crops waiting for others of their length; bounds the memory they take. */
const QUEUE_LIMIT = 64;
/** Crops per run of the model. */
const BATCH_LIMIT = 16;

/** Turns feature crops into voice embeddings, several of equal length at a time. */
export interface Embedder {
  /** Queues a crop [T, 80]; its row index is the number of crops added before. Runs the model when the queue is full. */
  add(crop: Float32Array): Promise<void>;
  /** Runs what is still queued and returns all rows, [count, dim] row-major; dim is 0 when nothing was added. */
  finish(): Promise<{ readonly vectors: Float32Array; readonly dim: number }>;
}

interface Queued {
  readonly row: number;
  readonly crop: Float32Array;
}

/**
 * Wraps a model that maps feats [b, T, 80] to embeddings [b, dim] and has no mask input. Only crops of exactly equal length
 * share a run, so no padding ever reaches the model. Throws `model-unsupported` when the output is not [b, dim].
 */
export function createEmbedder(session: InferenceSession, modelId: string): Embedder {
  const input = session.inputs[0]?.name ?? '';
  const output = session.outputs[0]?.name ?? '';
  const vectors = createGrowableFloats();
  let queue: Queued[] = [];
  let added = 0;
  let dim = 0;

  const runBatch = async (batch: readonly Queued[]): Promise<void> => {
    const length = batch[0].crop.length;
    const data = new Float32Array(length * batch.length);
    batch.forEach(({ crop }, i) => data.set(crop, i * length));
    const feed: Tensor = { type: 'float32', dims: [batch.length, length / MEL_BANDS, MEL_BANDS], data };
    const result = (await session.run({ [input]: feed }))[output];
    const width = result?.dims[1] ?? 0;
    const fits = result?.dims.length === 2 && result.dims[0] === batch.length && width > 0;
    if (!(result?.data instanceof Float32Array) || !fits || (dim > 0 && width !== dim)) {
      throw new AppError('model-unsupported', {
        what: `The speaker embedding model ${modelId} gave an output of shape [${result?.dims.join(', ') ?? ''}].`,
        meaning: 'Voxlane needs [crops, dimension], as WeSpeaker models give it.',
        action: 'Install a speaker embedding model of that layout.',
      });
    }
    dim = width;
    if (vectors.length < added * dim) vectors.reserve(added * dim - vectors.length);
    for (const [i, { row }] of batch.entries()) {
      vectors.write(result.data.subarray(i * dim, (i + 1) * dim), row * dim);
    }
  };

  const flush = async (): Promise<void> => {
    const waiting = queue.sort((a, b) => a.crop.length - b.crop.length || a.row - b.row);
    queue = [];
    let start = 0;
    while (start < waiting.length) {
      const length = waiting[start].crop.length;
      let end = start + 1;
      while (end < waiting.length && end - start < BATCH_LIMIT && waiting[end].crop.length === length) end += 1;
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
