import { POWERSET_CLASSES, speakersOfClass } from './powerset.ts';

/** How likely it is in each frame of a window that somebody talks, and that two people do, 0..1. */
export interface SpeechLikelihood {
  readonly speech: Float32Array;
  readonly several: Float32Array;
}

/**
 * Sums of class probabilities: `scores` is [frames, 7] row-major, logits or log-probabilities. Frames that `isSilent` names
 * hold no speech whatever the model says.
 */
export function speechLikelihood(
  scores: Float32Array,
  frames: number,
  isSilent: (frame: number) => boolean,
): SpeechLikelihood {
  const speech = new Float32Array(frames);
  const several = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    if (isSilent(frame)) continue;
    const at = frame * POWERSET_CLASSES;
    let highest = -Infinity;
    for (let k = 0; k < POWERSET_CLASSES; k += 1) highest = Math.max(highest, scores[at + k]);
    let total = 0;
    let one = 0;
    let two = 0;
    for (let k = 0; k < POWERSET_CLASSES; k += 1) {
      const weight = Math.exp(scores[at + k] - highest);
      total += weight;
      if (speakersOfClass(k) === 1) one += weight;
      if (speakersOfClass(k) === 2) two += weight;
    }
    speech[frame] = (one + two) / total;
    several[frame] = two / total;
  }
  return { speech, several };
}
