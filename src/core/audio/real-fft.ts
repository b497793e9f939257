/** A planned real FFT: scratch and twiddles are allocated once, so a transform allocates nothing. */
export interface RealFft {
  readonly size: number;
  /**
   * Power spectrum |X[k]|^2 for k = 0..size/2.
   * @param input `size` real samples; left unchanged.
   * @param power receives `size / 2 + 1` values.
   */
  powerSpectrum(input: Float64Array, power: Float64Array): void;
}

interface Pass {
  readonly radix: 2 | 4 | 5;
  /** Sub-transforms per group after this pass (p runs over it). */
  readonly groups: number;
  /** Product of the radices already done. */
  readonly stride: number;
  /** cos, sin of -2*pi*p*j/n, laid out [p][j - 1]. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const COS_72 = Math.cos((2 * Math.PI) / 5);
const COS_144 = Math.cos((4 * Math.PI) / 5);
const SIN_72 = Math.sin((2 * Math.PI) / 5);
const SIN_144 = Math.sin((4 * Math.PI) / 5);

/**
 * Plans a real FFT of an even `size` whose half factors into 2 and 5 (400 = 2 x 4 x 2 x 5 x 5).
 * A complex transform of half the size (Stockham, so no reordering pass) followed by the even/odd split.
 * Throws `RangeError` for other sizes.
 */
export function createRealFft(size: number): RealFft {
  const half = size / 2;
  const passes = planPasses(half);
  const [ar, ai, br, bi] = [0, 1, 2, 3].map(() => new Float64Array(half)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const splitCos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const splitSin = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));

  return {
    size,
    powerSpectrum(input, power) {
      for (let n = 0; n < half; n++) {
        ar[n] = input[2 * n]!;
        ai[n] = input[2 * n + 1]!;
      }
      let [xr, xi, yr, yi] = [ar, ai, br, bi];
      for (const pass of passes) {
        runPass(pass, xr, xi, yr, yi);
        [xr, xi, yr, yi] = [yr, yi, xr, xi];
      }
      power[0] = (xr[0] + xi[0]) ** 2;
      power[half] = (xr[0] - xi[0]) ** 2;
      for (let k = 1; k < half; k++) {
        const m = half - k;
        const evenR = 0.5 * (xr[k] + xr[m]);
        const evenI = 0.5 * (xi[k] - xi[m]);
        const oddR = 0.5 * (xi[k] + xi[m]);
        const oddI = -0.5 * (xr[k] - xr[m]);
        const re = evenR + oddR * splitCos[k] - oddI * splitSin[k];
        const im = evenI + oddR * splitSin[k] + oddI * splitCos[k];
        power[k] = re * re + im * im;
      }
    },
  };
}

function planPasses(length: number): Pass[] {
  if (!Number.isInteger(length) || length < 1)
    throw new RangeError(`FFT half size ${length} is not a positive integer`);
  const passes: Pass[] = [];
  let rest = length;
  let stride = 1;
  while (rest > 1) {
    const radix = rest % 4 === 0 ? 4 : rest % 5 === 0 ? 5 : rest % 2 === 0 ? 2 : undefined;
    if (radix === undefined) throw new RangeError(`FFT half size ${length} has a factor other than 2 and 5`);
    const groups = rest / radix;
    const cos = new Float64Array(groups * (radix - 1));
    const sin = new Float64Array(groups * (radix - 1));
    for (let p = 0; p < groups; p++) {
      for (let j = 1; j < radix; j++) {
        const angle = (-2 * Math.PI * p * j) / rest;
        cos[p * (radix - 1) + j - 1] = Math.cos(angle);
        sin[p * (radix - 1) + j - 1] = Math.sin(angle);
      }
    }
    passes.push({ radix, groups, stride, cos, sin });
    rest = groups;
    stride *= radix;
  }
  return passes;
}

function runPass(pass: Pass, xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array): void {
  if (pass.radix === 4) pass4(pass, xr, xi, yr, yi);
  else if (pass.radix === 5) pass5(pass, xr, xi, yr, yi);
  else pass2(pass, xr, xi, yr, yi);
}

function pass2(pass: Pass, xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array): void {
  const { groups, stride, cos, sin } = pass;
  for (let p = 0; p < groups; p++) {
    const wr = cos[p];
    const wi = sin[p];
    for (let q = 0; q < stride; q++) {
      const i0 = q + stride * p;
      const i1 = i0 + stride * groups;
      const o = q + stride * 2 * p;
      const dr = xr[i0] - xr[i1];
      const di = xi[i0] - xi[i1];
      yr[o] = xr[i0] + xr[i1];
      yi[o] = xi[i0] + xi[i1];
      yr[o + stride] = dr * wr - di * wi;
      yi[o + stride] = dr * wi + di * wr;
    }
  }
}

function pass4(pass: Pass, xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array): void {
  const { groups, stride, cos, sin } = pass;
  const jump = stride * groups;
  for (let p = 0; p < groups; p++) {
    const w = 3 * p;
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p;
      const o = q + stride * 4 * p;
      const sumR = xr[i] + xr[i + 2 * jump];
      const sumI = xi[i] + xi[i + 2 * jump];
      const difR = xr[i] - xr[i + 2 * jump];
      const difI = xi[i] - xi[i + 2 * jump];
      const oddR = xr[i + jump] + xr[i + 3 * jump];
      const oddI = xi[i + jump] + xi[i + 3 * jump];
      const twistR = xi[i + jump] - xi[i + 3 * jump];
      const twistI = xr[i + 3 * jump] - xr[i + jump];
      yr[o] = sumR + oddR;
      yi[o] = sumI + oddI;
      const r1 = difR + twistR;
      const m1 = difI + twistI;
      yr[o + stride] = r1 * cos[w] - m1 * sin[w];
      yi[o + stride] = r1 * sin[w] + m1 * cos[w];
      const r2 = sumR - oddR;
      const m2 = sumI - oddI;
      yr[o + 2 * stride] = r2 * cos[w + 1] - m2 * sin[w + 1];
      yi[o + 2 * stride] = r2 * sin[w + 1] + m2 * cos[w + 1];
      const r3 = difR - twistR;
      const m3 = difI - twistI;
      yr[o + 3 * stride] = r3 * cos[w + 2] - m3 * sin[w + 2];
      yi[o + 3 * stride] = r3 * sin[w + 2] + m3 * cos[w + 2];
    }
  }
}

function pass5(pass: Pass, xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array): void {
  const { groups, stride, cos, sin } = pass;
  const jump = stride * groups;
  for (let p = 0; p < groups; p++) {
    const w = 4 * p;
    for (let q = 0; q < stride; q++) {
      const i = q + stride * p;
      const o = q + stride * 5 * p;
      const r0 = xr[i];
      const m0 = xi[i];
      const s14r = xr[i + jump] + xr[i + 4 * jump];
      const s14i = xi[i + jump] + xi[i + 4 * jump];
      const d14r = xr[i + jump] - xr[i + 4 * jump];
      const d14i = xi[i + jump] - xi[i + 4 * jump];
      const s23r = xr[i + 2 * jump] + xr[i + 3 * jump];
      const s23i = xi[i + 2 * jump] + xi[i + 3 * jump];
      const d23r = xr[i + 2 * jump] - xr[i + 3 * jump];
      const d23i = xi[i + 2 * jump] - xi[i + 3 * jump];
      yr[o] = r0 + s14r + s23r;
      yi[o] = m0 + s14i + s23i;
      const aR = r0 + COS_72 * s14r + COS_144 * s23r;
      const aI = m0 + COS_72 * s14i + COS_144 * s23i;
      const bR = r0 + COS_144 * s14r + COS_72 * s23r;
      const bI = m0 + COS_144 * s14i + COS_72 * s23i;
      // -i times the sine parts of the forward transform.
      const cR = SIN_72 * d14i + SIN_144 * d23i;
      const cI = -(SIN_72 * d14r + SIN_144 * d23r);
      const dR = SIN_144 * d14i - SIN_72 * d23i;
      const dI = -(SIN_144 * d14r - SIN_72 * d23r);
      const r1 = aR + cR;
      const m1 = aI + cI;
      yr[o + stride] = r1 * cos[w] - m1 * sin[w];
      yi[o + stride] = r1 * sin[w] + m1 * cos[w];
      const r2 = bR + dR;
      const m2 = bI + dI;
      yr[o + 2 * stride] = r2 * cos[w + 1] - m2 * sin[w + 1];
      yi[o + 2 * stride] = r2 * sin[w + 1] + m2 * cos[w + 1];
      const r3 = bR - dR;
      const m3 = bI - dI;
      yr[o + 3 * stride] = r3 * cos[w + 2] - m3 * sin[w + 2];
      yi[o + 3 * stride] = r3 * sin[w + 2] + m3 * cos[w + 2];
      const r4 = aR - cR;
      const m4 = aI - cI;
      yr[o + 4 * stride] = r4 * cos[w + 3] - m4 * sin[w + 3];
      yi[o + 4 * stride] = r4 * sin[w + 3] + m4 * cos[w + 3];
    }
  }
}
