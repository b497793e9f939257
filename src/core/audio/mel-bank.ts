/** Triangular filters over FFT bins, stored as one run of weights per band. */
export interface MelBank {
  readonly bands: number;
  /** First bin of each band. */
  readonly firstBin: Uint16Array;
  /** Band b uses `weights[offset[b] .. offset[b + 1])`. */
  readonly offset: Uint32Array;
  readonly weights: Float64Array;
}

/**
 * Whose filters they are. `kaldi`: HTK scale, triangles straight in mel, no Nyquist bin. `slaney`: Slaney's scale, triangles
 * straight in hertz, each of area 1 (librosa's default, NeMo). `speechbrain`: HTK scale, triangles in hertz, both sides as
 * wide as the left one.
 */
type MelKind = 'kaldi' | 'slaney' | 'speechbrain';

export interface MelSpec {
  readonly kind: MelKind;
  readonly lowHertz: number;
  readonly highHertz: number;
}

interface Scale {
  toMel(hertz: number): number;
  toHertz(mel: number): number;
}

const HTK: Scale = {
  toMel: (hertz) => 1127 * Math.log(1 + hertz / 700),
  toHertz: (mel) => 700 * (Math.exp(mel / 1127) - 1),
};

/** Linear below 1 kHz (15 mel), 27 steps for a factor of 6.4 above. */
const SLANEY_STEP = Math.log(6.4) / 27;
const SLANEY: Scale = {
  toMel: (hertz) => (hertz < 1000 ? (hertz * 3) / 200 : 15 + Math.log(hertz / 1000) / SLANEY_STEP),
  toHertz: (mel) => (mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp((mel - 15) * SLANEY_STEP)),
};

/** Weight of a frequency in the band between three corners; zero or less outside it. */
type Triangle = (hertz: number, left: number, centre: number, right: number) => number;

const TRIANGLES: Readonly<Record<MelKind, Triangle>> = {
  kaldi(hertz, left, centre, right) {
    const [at, from, to] = [HTK.toMel(hertz), HTK.toMel(left), HTK.toMel(right)];
    return Math.min(at - from, to - at) / (HTK.toMel(centre) - from);
  },
  slaney(hertz, left, centre, right) {
    const height = 2 / (right - left);
    return height * Math.min((hertz - left) / (centre - left), (right - hertz) / (right - centre));
  },
  speechbrain: (hertz, left, centre) => 1 - Math.abs(hertz - centre) / (centre - left),
};

/** Bands equally spaced on the mel scale of their kind, sampled at the bins of an FFT of `fftSize` points. */
export function createMelBank(bands: number, fftSize: number, sampleRate: number, spec: MelSpec): MelBank {
  const scale = spec.kind === 'slaney' ? SLANEY : HTK;
  const low = scale.toMel(spec.lowHertz);
  const delta = (scale.toMel(spec.highHertz) - low) / (bands + 1);
  const bins = spec.kind === 'kaldi' ? fftSize / 2 : fftSize / 2 + 1;
  const triangle = TRIANGLES[spec.kind];
  const firstBin = new Uint16Array(bands);
  const offset = new Uint32Array(bands + 1);
  const weights: number[] = [];
  for (let band = 0; band < bands; band += 1) {
    const [left, centre, right] = [0, 1, 2].map((corner) => scale.toHertz(low + (band + corner) * delta));
    let first = -1;
    for (let bin = 0; bin < bins; bin += 1) {
      const weight = triangle((bin * sampleRate) / fftSize, left, centre, right);
      if (weight <= 0) continue;
      if (first < 0) first = bin;
      weights.push(weight);
    }
    firstBin[band] = Math.max(0, first);
    offset[band + 1] = weights.length;
  }
  return { bands, firstBin, offset, weights: Float64Array.from(weights) };
}
