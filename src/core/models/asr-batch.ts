/** Memory of a recogniser in bytes: what it takes whatever it does, and what each window that is decoded at a time adds. */
export interface MemoryModel {
  readonly baseBytes: number;
  readonly perWindowBytes: number;
}

/** What is known of a model on one backend before it is loaded. */
export interface MemoryFacts {
  /** Size of its files. */
  readonly weightBytes: number;
  /** For one window at a time, as `asrNeed` says. */
  readonly needBytes: number;
  /** Of this model on this backend. */
  readonly footprints: readonly { readonly batch: number; readonly bytes: number }[];
}

/** No engine decodes a window of 30 s in less: samples, features, one layer of activations. */
const LEAST_PER_WINDOW_BYTES = 32_000_000;
const MOST_PER_WINDOW_BYTES = 600_000_000;
/** Activations of one window by the size of the weights, where nothing was measured. */
const SHARE_OF_WEIGHTS = 0.15;

/**
 * The line that no measured footprint lies above. Its slope is the steepest between two batch sizes; from one alone what is
 * beyond the weights is put down to its windows. Where nothing was measured it goes by the size of the model.
 */
export function memoryModel({ weightBytes, needBytes, footprints }: MemoryFacts): MemoryModel {
  const [first] = footprints;
  if (first === undefined) {
    const guess = weightBytes * SHARE_OF_WEIGHTS;
    const perWindowBytes = Math.min(MOST_PER_WINDOW_BYTES, Math.max(LEAST_PER_WINDOW_BYTES, guess));
    return { baseBytes: Math.max(0, needBytes - perWindowBytes), perWindowBytes };
  }
  const slopes = footprints.flatMap((a) =>
    footprints.flatMap((b) => (a.batch > b.batch ? [(a.bytes - b.bytes) / (a.batch - b.batch)] : [])),
  );
  const slope = slopes.length > 0 ? Math.max(...slopes) : (first.bytes - weightBytes) / first.batch;
  const perWindowBytes = Math.max(LEAST_PER_WINDOW_BYTES, slope);
  const baseBytes = Math.max(0, ...footprints.map(({ batch, bytes }) => bytes - batch * perWindowBytes));
  return { baseBytes, perWindowBytes };
}

/** Bytes that so many windows at a time take by the model. */
export function bytesFor({ baseBytes, perWindowBytes }: MemoryModel, batch: number): number {
  return baseBytes + perWindowBytes * batch;
}

/** Most windows at a time, up to `most`, that the model says fit into so many bytes; 0 when not even one does. */
export function batchThatFits(model: MemoryModel, bytes: number, most: number): number {
  const fitting = Math.max(0, Math.min(most, Math.floor((bytes - model.baseBytes) / model.perWindowBytes)));
  // A quotient of large numbers may be rounded up.
  return fitting > 0 && bytesFor(model, fitting) > bytes ? fitting - 1 : fitting;
}
