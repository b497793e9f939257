import { WINDOW_SAMPLES, countedFrames, firstFrameOf, frameCount, rint } from './frame-grid.ts';
import type { WindowActivity } from './evidence.ts';
import { BITS_SET } from './powerset.ts';

/** Frames of the global grid that the windows of an activity reach. */
export function globalFrames(activity: WindowActivity): number {
  if (activity.windowCount === 0) return 0;
  return frameCount((activity.windowCount - 1) * activity.stepSamples + WINDOW_SAMPLES);
}

/**
 * Speakers talking at each global frame: the sum of active local speakers averaged over the windows that cover the frame
 * (flat weights, no warm-up), rounded half to even. Frames no window covers count 0.
 */
export function countSpeakers(activity: WindowActivity): Uint8Array {
  const { windowCount, framesPerWindow, stepSamples, masks } = activity;
  const frames = globalFrames(activity);
  const sums = new Uint32Array(frames);
  const cover = new Uint32Array(frames);
  for (let w = 0; w < windowCount; w += 1) {
    const first = firstFrameOf(w * stepSamples);
    const row = w * framesPerWindow;
    const { from, to } = countedFrames(w, windowCount, framesPerWindow, stepSamples);
    const end = Math.min(to, frames - first);
    for (let f = from; f < end; f += 1) {
      sums[first + f] += BITS_SET[masks[row + f]];
      cover[first + f] += 1;
    }
  }
  const counts = new Uint8Array(frames);
  for (let f = 0; f < frames; f += 1) counts[f] = cover[f] === 0 ? 0 : rint(sums[f] / cover[f]);
  return counts;
}
