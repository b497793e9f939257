import { countedFrames, firstFrameOf } from './frame-grid.ts';
import { createGrowableFloats } from './growable.ts';
import type { SpeechLikelihood } from './speech-likelihood.ts';

/** Adds up what all windows say about how many talk in each global frame. */
export interface SpeechTally {
  /** Windows come in order, each `stepSamples` behind the one before. */
  add(window: SpeechLikelihood): void;
  /** Speakers talking at each of `frames` global frames. */
  finish(frames: number): Uint8Array;
}

/** Speech, two at once, and windows that counted: so many numbers for each frame. */
const WIDTH = 3;

/**
 * Averages the windows' likelihoods over each frame: somebody talks where that is likelier than not, and two people where
 * the expected number of speakers is above one and a half. Against counting the windows' hard decisions this keeps soft word
 * ends that every window is in two minds about. Ends of windows do not count (`countedFrames`).
 */
export function createSpeechTally(stepSamples: number): SpeechTally {
  const sums = createGrowableFloats();
  let filled = 0;
  let index = 0;
  let last: SpeechLikelihood | undefined;
  const addFrames = (window: SpeechLikelihood, at: number, from: number, to: number): void => {
    const first = firstFrameOf(at * stepSamples);
    if (first + to > filled) {
      sums.reserve((first + to - filled) * WIDTH);
      filled = first + to;
    }
    for (let f = from; f < to; f += 1) {
      sums.add((first + f) * WIDTH, window.speech[f]);
      sums.add((first + f) * WIDTH + 1, window.several[f]);
      sums.add((first + f) * WIDTH + 2, 1);
    }
  };
  return {
    add(window) {
      const frames = window.speech.length;
      // Whether it is the last one shows later; then its end counts as well.
      const { from, to } = countedFrames(index, Infinity, frames, stepSamples);
      addFrames(window, index, from, to);
      last = window;
      index += 1;
    },
    finish(frames) {
      if (last !== undefined) {
        const whole = last.speech.length;
        addFrames(last, index - 1, countedFrames(index - 1, Infinity, whole, stepSamples).to, whole);
      }
      const values = sums.take();
      const counts = new Uint8Array(frames);
      for (let f = 0; f < Math.min(frames, filled); f += 1) {
        const [speech, several, cover] = [values[f * WIDTH], values[f * WIDTH + 1], values[f * WIDTH + 2]];
        if (cover === 0) continue;
        if ((speech + several) / cover > 1.5) counts[f] = 2;
        else if (speech / cover > 0.5) counts[f] = 1;
      }
      return counts;
    },
  };
}
