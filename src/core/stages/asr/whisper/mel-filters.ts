/** One triangular filter as its non-zero run: `weights[i]` applies to spectrum bin `firstBin + i`. */
export interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

const LINEAR_HZ_PER_MEL = 200 / 3;
const LOG_START_HZ = 1000;
const LOG_START_MEL = LOG_START_HZ / LINEAR_HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

/** Slaney mel scale (Auditory Toolbox): linear below 1 kHz, logarithmic above. */
export function hzToMel(hz: number): number {
  return hz < LOG_START_HZ ? hz / LINEAR_HZ_PER_MEL : LOG_START_MEL + Math.log(hz / LOG_START_HZ) / LOG_STEP;
}

/** Inverse of `hzToMel`. */
export function melToHz(mel: number): number {
  return mel < LOG_START_MEL ? mel * LINEAR_HZ_PER_MEL : LOG_START_HZ * Math.exp(LOG_STEP * (mel - LOG_START_MEL));
}

/**
 * Slaney triangular filters with area normalisation over 0..`sampleRate / 2` Hz, kept sparse.
 * @param melCount filters (Whisper: 80, large-v3: 128)
 * @param fftSize points of the real FFT; bins are `fftSize / 2 + 1`
 * @param sampleRate Hz
 */
export function slaneyMelFilters(melCount: number, fftSize: number, sampleRate: number): MelFilter[] {
  const bins = fftSize / 2 + 1;
  const topMel = hzToMel(sampleRate / 2);
  const edges = Array.from({ length: melCount + 2 }, (_, i) => melToHz((topMel * i) / (melCount + 1)));
  return Array.from({ length: melCount }, (_, m) => {
    const [low, centre, high] = [edges[m], edges[m + 1], edges[m + 2]];
    const area = 2 / (high - low);
    let firstBin = 0;
    const weights: number[] = [];
    for (let bin = 0; bin < bins; bin++) {
      const hz = (bin * sampleRate) / fftSize;
      const weight = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre));
      if (weight <= 0) continue;
      if (weights.length === 0) firstBin = bin;
      weights.push(weight * area);
    }
    return { firstBin, weights: Float64Array.from(weights) };
  });
}
