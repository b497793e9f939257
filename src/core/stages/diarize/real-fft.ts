/** Power spectrum of real frames of one fixed power-of-two length. */
export interface PowerSpectrum {
  /** `input` holds `size` samples; `output` takes |X[k]|^2 for k = 0 .. size / 2 - 1 (the Nyquist bin is left out). */
  compute(input: Float64Array, output: Float64Array): void;
}

/**
 * Radix-2 FFT of a real signal, done as one complex FFT of half the length: even samples are the real part, odd samples
 * the imaginary part, untangled afterwards. No allocation per call. `size` must be a power of two >= 4.
 */
export function createPowerSpectrum(size: number): PowerSpectrum {
  const half = size / 2;
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const cos = new Float64Array(half);
  const sin = new Float64Array(half);
  for (let k = 0; k < half; k += 1) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }
  const reversed = bitReversal(half);

  const transform = (): void => {
    for (let span = 1; span < half; span *= 2) {
      // Twiddles exp(-i pi k / span) are every (size / (2 span))-th entry of the tables.
      const stride = half / span;
      for (let start = 0; start < half; start += span * 2) {
        for (let k = 0, t = 0; k < span; k += 1, t += stride) {
          const a = start + k;
          const b = a + span;
          const wr = cos[t];
          const wi = -sin[t];
          const xr = re[b] * wr - im[b] * wi;
          const xi = re[b] * wi + im[b] * wr;
          re[b] = re[a] - xr;
          im[b] = im[a] - xi;
          re[a] += xr;
          im[a] += xi;
        }
      }
    }
  };

  return {
    compute(input, output) {
      for (let n = 0; n < half; n += 1) {
        const at = reversed[n];
        re[at] = input[2 * n]!;
        im[at] = input[2 * n + 1]!;
      }
      transform();
      const dc = re[0] + im[0];
      output[0] = dc * dc;
      for (let k = 1; k < half; k += 1) {
        const m = half - k;
        const evenRe = (re[k] + re[m]) / 2;
        const evenIm = (im[k] - im[m]) / 2;
        const oddRe = (im[k] + im[m]) / 2;
        const oddIm = (re[m] - re[k]) / 2;
        const xr = evenRe + oddRe * cos[k] + oddIm * sin[k];
        const xi = evenIm + oddIm * cos[k] - oddRe * sin[k];
        output[k] = xr * xr + xi * xi;
      }
    },
  };
}

function bitReversal(length: number): Uint32Array {
  const reversed = new Uint32Array(length);
  for (let i = 1; i < length; i += 1) reversed[i] = (reversed[i >> 1] >> 1) | (i & 1 ? length >> 1 : 0);
  return reversed;
}
