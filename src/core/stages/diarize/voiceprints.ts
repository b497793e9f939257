import type { EmbeddingSet } from './evidence.ts';
import { LOCAL_SPEAKERS } from './evidence.ts';
import type { Rows } from './vectors.ts';

/** What a speaker's voice is like: the mean direction of their embeddings. Comparable only with those of the same model. */
export interface Voiceprint {
  readonly model: string;
  /** Of length 1. */
  readonly vector: readonly number[];
  /** Segmentation frames it was made from; a moment counts once for each window that heard it. */
  readonly cleanFrames: number;
}

/** Decimals kept: far finer than any decision, and a third of the digits. */
const DIGITS = 1e5;

/**
 * A voiceprint for each of `speakers` speakers, from the frames in which they talk alone; `undefined` for one that never
 * does. `unit` are the embeddings scaled to length 1, `labels` name the speaker of each (window, local speaker).
 */
export function voiceprints(
  set: EmbeddingSet,
  unit: Rows,
  labels: Int32Array,
  speakers: number,
): (Voiceprint | undefined)[] {
  const { dim } = unit;
  const sums = Array.from({ length: speakers }, () => new Float64Array(dim));
  const frames = new Float64Array(speakers);
  for (let i = 0; i < set.count; i += 1) {
    const speaker = labels[set.window[i] * LOCAL_SPEAKERS + set.local[i]];
    const weight = set.cleanFrames[i];
    const sum = sums[speaker];
    if (sum === undefined || weight === 0) continue;
    frames[speaker] += weight;
    for (let d = 0; d < dim; d += 1) sum[d] += weight * unit.data[i * dim + d];
  }
  return sums.map((sum, speaker) => {
    const length = Math.sqrt(sum.reduce((square, value) => square + value * value, 0));
    if (!(length > 0)) return undefined;
    const vector = Array.from(sum, (value) => Math.round((value / length) * DIGITS) / DIGITS);
    return { model: set.model, vector, cleanFrames: frames[speaker] };
  });
}
