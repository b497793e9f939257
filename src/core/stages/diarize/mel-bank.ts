/** Triangular filters over FFT bins, stored as one run of weights per band. */
export interface MelBank {
  readonly bands: number;
  /** First bin of each band. */
  readonly firstBin: Uint16Array;
  /** Band b uses `weights[offset[b] .. offset[b + 1])`. */
  readonly offset: Uint32Array;
  readonly weights: Float64Array;
}

/** Mel scale of HTK and Kaldi: 1127 ln(1 + f / 700). */
function mel(hertz: number): number {
  return 1127 * Math.log(1 + hertz / 700);
}

/**
 * Kaldi's mel filter bank: bands equally spaced in mel between `lowHertz` and `highHertz`, triangles drawn in the mel
 * domain and sampled at the bins 0 .. fftSize / 2 - 1 (no Nyquist bin), not normalised.
 */
export function createMelBank(
  bands: number,
  fftSize: number,
  sampleRate: number,
  lowHertz: number,
  highHertz: number,
): MelBank {
  const low = mel(lowHertz);
  const delta = (mel(highHertz) - low) / (bands + 1);
  const firstBin = new Uint16Array(bands);
  const offset = new Uint32Array(bands + 1);
  const weights: number[] = [];
  for (let band = 0; band < bands; band += 1) {
    const left = low + band * delta;
    const right = left + 2 * delta;
    let first = -1;
    for (let bin = 0; bin < fftSize / 2; bin += 1) {
      const at = mel((bin * sampleRate) / fftSize);
      if (at <= left || at >= right) continue;
      if (first < 0) first = bin;
      weights.push(Math.min(at - left, right - at) / delta);
    }
    firstBin[band] = Math.max(0, first);
    offset[band + 1] = weights.length;
  }
  return { bands, firstBin, offset, weights: Float64Array.from(weights) };
}
