import type { CtcVocabulary } from './vocabulary.ts';

/** What a model gives for one window: natural log probabilities of every output in every frame. */
export interface Emissions {
  readonly frames: number;
  readonly logProb: (frame: number, id: number) => number;
  /** Log probability that a frame writes nothing: of all silent outputs together. */
  readonly silence: Float64Array;
  /** The most probable output of a frame. */
  readonly best: Int32Array;
}

/**
 * Reads rows of logits (or log probabilities) [frames, outputs] without copying them.
 * @param logits stays in use as long as the result
 */
export function createEmissions(logits: Float32Array, frames: number, vocabulary: CtcVocabulary): Emissions {
  const { tokens } = vocabulary;
  const width = tokens.length;
  const silent = tokens.flatMap((token, id) => (token.kind === 'silent' ? [id] : []));
  const total = new Float64Array(frames);
  const silence = new Float64Array(frames);
  const best = new Int32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    const from = frame * width;
    let top = 0;
    for (let id = 1; id < width; id += 1) if (logits[from + id] > logits[from + top]) top = id;
    const peak = logits[from + top];
    let sum = 0;
    for (let id = 0; id < width; id += 1) sum += Math.exp(logits[from + id] - peak);
    total[frame] = peak + Math.log(sum);
    let quiet = 0;
    for (const id of silent) quiet += Math.exp(logits[from + id] - total[frame]);
    silence[frame] = Math.log(quiet);
    best[frame] = top;
  }
  return { frames, silence, best, logProb: (frame, id) => logits[frame * width + id] - total[frame] };
}

/** ln(e^a + e^b) */
export function logAdd(a: number, b: number): number {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}
