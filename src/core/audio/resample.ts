import { SAMPLE_RATE } from '../../shared/units.ts';

/** Turns a stream of samples at one rate into 16 kHz, block by block. Use one per channel. */
export interface StreamResampler {
  /** Takes the next input samples; returns what is certain so far (may be empty). The result is the caller's to keep. */
  push(samples: Float32Array): Float32Array;
  /** Ends the stream and returns the rest. */
  flush(): Float32Array;
}

/** Zero crossings on each side of the filter; sets the width of the transition band (about 1.7 kHz at 16 kHz). */
const ZERO_CROSSINGS = 24;
/** -6 dB point as a fraction of the lower Nyquist frequency. */
const CUTOFF = 0.945;
/** Kaiser window shape: about 81 dB of stop-band attenuation. */
const BETA = 8;
/** Rates with more phases than this share a table of `SHARED_PHASES` with linear interpolation (error below -100 dB). */
const MAX_EXACT_PHASES = 640;
const SHARED_PHASES = 512;

/**
 * Streaming sample-rate conversion to 16 kHz: a Kaiser-windowed sinc, linear phase, evaluated at the exact rational
 * position of each output sample, so there is no delay and no drift: output sample k sits at input position
 * k * inputRate / 16000, and n input samples give round(n * 16000 / inputRate) output samples. Outside the stream the
 * signal counts as silence. State is one filter length plus the block being worked on.
 * (Method: J. O. Smith, "Digital Audio Resampling Home Page".)
 */
export function createResampler(inputRate: number): StreamResampler {
  if (inputRate === SAMPLE_RATE) return { push: (samples) => samples.slice(), flush: () => new Float32Array(0) };
  const shared = gcd(inputRate, SAMPLE_RATE);
  const up = SAMPLE_RATE / shared;
  const down = inputRate / shared;
  const half = Math.ceil((ZERO_CROSSINGS * Math.max(inputRate, SAMPLE_RATE)) / SAMPLE_RATE);
  const taps = 2 * half;
  const exact = up <= MAX_EXACT_PHASES;
  const phases = exact ? up : SHARED_PHASES;
  const table = filterTable(phases + (exact ? 0 : 1), phases, half, Math.min(1, SAMPLE_RATE / inputRate));

  let history = new Float64Array(taps * 2 + 4096);
  let filled = half - 1;
  /** Index into `history` of the first tap of the next output sample. */
  let first = 0;
  let phase = 0;
  let taken = 0;
  let made = 0;
  const wholeStep = Math.floor(down / up);
  const phaseStep = down % up;

  const append = (samples: Float32Array | undefined, count: number): void => {
    const drop = Math.min(first, filled);
    history.copyWithin(0, drop, filled);
    filled -= drop;
    first -= drop;
    if (filled + count > history.length) {
      const larger = new Float64Array(filled + count);
      larger.set(history.subarray(0, filled));
      history = larger;
    }
    if (samples === undefined) history.fill(0, filled, filled + count);
    else history.set(samples, filled);
    filled += count;
  };

  const drain = (limit: number): Float32Array => {
    const ready = Math.max(0, Math.ceil(((filled - taps - first + 1) * up - phase) / down));
    const out = new Float32Array(Math.min(ready, limit));
    let i = 0;
    if (up === 1) {
      for (; i + 3 < out.length; i += 4, first += 4 * down) fourDots(table, history, first, down, taps, out, i);
      // In the same order of additions, so the cut between blocks does not show in a single bit.
      for (; i < out.length; i++, first += down) out[i] = orderedDot(table, history, first, taps);
    }
    for (; i < out.length; i++) {
      if (exact) out[i] = dot(table, phase * taps, history, first, taps);
      else {
        const at = (phase / up) * phases;
        const row = Math.floor(at);
        const low = dot(table, row * taps, history, first, taps);
        const high = dot(table, (row + 1) * taps, history, first, taps);
        out[i] = low + (high - low) * (at - row);
      }
      phase += phaseStep;
      first += wholeStep;
      if (phase >= up) {
        phase -= up;
        first += 1;
      }
    }
    made += out.length;
    return out;
  };

  return {
    push(samples) {
      taken += samples.length;
      append(samples, samples.length);
      return drain(Number.POSITIVE_INFINITY);
    },
    flush() {
      const wanted = Math.round((taken * up) / down) - made;
      append(undefined, taps + wholeStep + 1);
      return drain(Math.max(0, wanted));
    },
  };
}

/** Four running sums keep the processor's adders busy; one sum would wait for itself on every step. */
function dot(a: Float64Array, aAt: number, b: Float64Array, bAt: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[aAt + i] * b[bAt + i];
    s1 += a[aAt + i + 1] * b[bAt + i + 1];
    s2 += a[aAt + i + 2] * b[bAt + i + 2];
    s3 += a[aAt + i + 3] * b[bAt + i + 3];
  }
  for (; i < length; i++) s0 += a[aAt + i] * b[bAt + i];
  return s0 + s1 + (s2 + s3);
}

/** Four neighbouring outputs of a whole-number ratio at once: they share each coefficient that is loaded. */
function fourDots(
  row: Float64Array,
  data: Float64Array,
  at: number,
  step: number,
  taps: number,
  out: Float32Array,
  outAt: number,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < taps; i++) {
    const weight = row[i];
    s0 += weight * data[at + i];
    s1 += weight * data[at + step + i];
    s2 += weight * data[at + 2 * step + i];
    s3 += weight * data[at + 3 * step + i];
  }
  out[outAt] = s0;
  out[outAt + 1] = s1;
  out[outAt + 2] = s2;
  out[outAt + 3] = s3;
}

function orderedDot(row: Float64Array, data: Float64Array, at: number, taps: number): number {
  let sum = 0;
  for (let i = 0; i < taps; i++) sum += row[i] * data[at + i];
  return sum;
}

/** One row of `2 * half` taps per phase; every row sums to 1, so a constant stays exactly constant. */
function filterTable(rows: number, phases: number, half: number, ratio: number): Float64Array {
  const taps = 2 * half;
  const table = new Float64Array(rows * taps);
  const scale = CUTOFF * ratio;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - (half - 1) - row / phases;
      const value = sinc(distance * scale) * kaiser(distance / half);
      table[row * taps + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < taps; tap++) table[row * taps + tap] = table[row * taps + tap] / sum;
  }
  return table;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(BETA * Math.sqrt(1 - x * x)) / besselI0(BETA);
}

/** Modified Bessel function of order 0 by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 60 && term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
