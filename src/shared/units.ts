/** The pipeline's one sample rate, in samples per second. */
export const SAMPLE_RATE = 16_000;

/** Samples at 16 kHz to integer milliseconds, rounded to nearest. */
export function samplesToMs(samples: number): number {
  return Math.round(samples / (SAMPLE_RATE / 1000));
}

/** Milliseconds to samples at 16 kHz, rounded to nearest. */
export function msToSamples(ms: number): number {
  return Math.round(ms * (SAMPLE_RATE / 1000));
}

/** Seconds to integer milliseconds, rounded to nearest. */
export function secondsToMs(seconds: number): number {
  return Math.round(seconds * 1000);
}
