/**
 * A voiceprint: what an embedding model makes of somebody's speech, of length 1. It identifies a person, so it goes into no
 * document, export, log or report. Voiceprints of different models say nothing about each other.
 */
export interface Voice {
  /** Id of the embedding model. */
  readonly model: string;
  readonly vector: ArrayLike<number>;
  /** Speech it was made from. */
  readonly speechMs: number;
}

/** The voiceprint of one speaker of a recording. */
export interface SpeakerVoice extends Voice {
  readonly speaker: string;
}

/** How far the length of a vector may be from 1. */
const LENGTH_TOLERANCE = 1e-3;

/** Cosine of the angle between two voices, -1 to 1; `undefined` for voices of different models. */
export function similarity(a: Voice, b: Voice): number | undefined {
  if (a.model !== b.model || a.vector.length !== b.vector.length) return undefined;
  return clamp(dot(a.vector, b.vector));
}

/** Whether a vector can be a voiceprint: finite numbers, of length 1. Vectors come from disks and other processes. */
export function isVoiceprint(vector: ArrayLike<number>): boolean {
  const square = dot(vector, vector);
  return Number.isFinite(square) && Math.abs(Math.sqrt(square) - 1) <= LENGTH_TOLERANCE;
}

/** The mean of voices by speech, of length 1. All are of one model; `undefined` when there is none or they cancel out. */
export function meanVoice(voices: readonly Voice[]): Voice | undefined {
  const [first] = voices;
  if (first === undefined) return undefined;
  const sum = new Float64Array(first.vector.length);
  for (const { vector, speechMs } of voices) {
    for (let d = 0; d < sum.length; d += 1) sum[d] += (vector[d] ?? 0) * Math.max(1, speechMs);
  }
  const length = Math.sqrt(dot(sum, sum));
  if (!(length > 0)) return undefined;
  const speechMs = voices.reduce((total, voice) => total + voice.speechMs, 0);
  return { model: first.model, vector: sum.map((value) => value / length), speechMs };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let d = 0; d < a.length; d += 1) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}

function clamp(cosine: number): number {
  return Math.min(1, Math.max(-1, cosine));
}
