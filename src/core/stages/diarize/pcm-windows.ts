import type { AudioSource } from '../../ports/audio-source.ts';
import { WINDOW_SAMPLES } from './frame-grid.ts';

/** One window of the sliding pass. `samples` is reused: it is valid only until the next window is asked for. */
export interface PcmWindow {
  readonly index: number;
  readonly startSample: number;
  readonly samples: Float32Array;
}

/**
 * Slides a 10 s window over a streamed track. Holds one window of samples whatever the length of the track. The last
 * window is zero-padded when the track does not end on a window's end; a track shorter than a window gives one padded
 * window, an empty track none. Returns the track's length in samples. Throws what the source throws.
 */
export async function* slideWindows(
  source: AudioSource,
  stepSamples: number,
  signal: AbortSignal,
): AsyncGenerator<PcmWindow, number, void> {
  const samples = new Float32Array(WINDOW_SAMPLES);
  let index = 0;
  let filled = 0;
  let total = 0;
  // Samples at the window's end that no earlier window has shown.
  let unseen = 0;
  for await (const block of source.read(signal)) {
    total += block.samples.length;
    let used = 0;
    while (used < block.samples.length) {
      if (filled === WINDOW_SAMPLES) {
        samples.copyWithin(0, stepSamples);
        filled -= stepSamples;
      }
      const take = Math.min(WINDOW_SAMPLES - filled, block.samples.length - used);
      samples.set(block.samples.subarray(used, used + take), filled);
      filled += take;
      used += take;
      unseen += take;
      if (filled === WINDOW_SAMPLES) {
        yield { index, startSample: index * stepSamples, samples };
        index += 1;
        unseen = 0;
      }
    }
  }
  if (unseen > 0) {
    samples.fill(0, filled);
    yield { index, startSample: index * stepSamples, samples };
  }
  return total;
}
