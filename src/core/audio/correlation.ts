/** Level of digital silence; nothing is reported below it. */
export const SILENCE_DB = -120;

/** Root mean square of samples in dB of full scale, at least -120. Samples that are not numbers count as silence. */
export function levelDb(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) {
    const square = sample * sample;
    if (square - square === 0) sum += square;
  }
  return sum === 0 ? SILENCE_DB : Math.max(SILENCE_DB, 10 * Math.log10(sum / samples.length));
}

/** Every `factor` samples replaced by their mean: enough of a low-pass for comparing the courses of two sounds. */
export function decimate(samples: Float32Array, factor: number): Float32Array {
  const out = new Float32Array(Math.floor(samples.length / factor));
  for (let index = 0; index < out.length; index++) {
    let sum = 0;
    for (let at = index * factor; at < (index + 1) * factor; at++) sum += samples[at];
    out[index] = sum / factor;
  }
  return out;
}

/** How alike two sounds are at their best lag: 1 the same, 0 nothing in common, -1 the same upside down. */
export interface Likeness {
  readonly correlation: number;
  /** Samples by which `b` is behind `a`. */
  readonly lag: number;
}

/**
 * Looks for the lag within `maxLag` samples at which `b` is most like `a`, whatever their levels and polarity. Compares the
 * middle of `a`, so both must be longer than twice `maxLag`. Sounds that are silent have nothing in common.
 */
export function bestLikeness(a: Float32Array, b: Float32Array, maxLag: number): Likeness {
  const from = maxLag;
  const to = a.length - maxLag;
  const energyA = energy(a, from, to);
  let energyB = energy(b, 0, to - maxLag);
  let best: Likeness = { correlation: 0, lag: 0 };
  for (let lag = -maxLag; lag <= maxLag; lag++) {
    if (lag > -maxLag) energyB += b[to + lag - 1] ** 2 - b[from + lag - 1] ** 2;
    const scale = Math.sqrt(energyA * Math.max(0, energyB));
    if (!(scale > 1e-12)) continue;
    let sum = 0;
    for (let at = from; at < to; at++) sum += a[at] * b[at + lag];
    const correlation = sum / scale;
    const better = Math.abs(correlation) - Math.abs(best.correlation);
    // Of equal lags, e.g. of a steady tone, the smallest counts.
    if (better > 1e-6 || (better > -1e-6 && Math.abs(lag) < Math.abs(best.lag))) best = { correlation, lag };
  }
  return { correlation: Math.min(1, Math.max(-1, best.correlation)), lag: best.lag };
}

function energy(samples: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += samples[at] ** 2;
  return sum;
}
