import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixOf } from '../../math/matrix.ts';
import { vbx } from './vbx.ts';

const one = { fa: 1, fb: 1 };
const community = { fa: 0.07, fb: 0.8 };

/** Normally distributed numbers from a fixed seed (Box and Muller). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return ((state >>> 8) + 0.5) / 2 ** 24;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** `perVoice` vectors of each of `voices` voices: means scatter by `phi`, vectors around them by 1. */
function gaussians(voices: number, perVoice: number, phi: Float64Array, seed: number) {
  const next = normals(seed);
  const rows: number[][] = [];
  const truth: number[] = [];
  for (let voice = 0; voice < voices; voice += 1) {
    const mean = [...phi].map((value) => Math.sqrt(value) * next());
    for (let i = 0; i < perVoice; i += 1) {
      rows.push(mean.map((value) => value + next()));
      truth.push(voice);
    }
  }
  return { features: matrixOf(rows), weights: new Float64Array(rows.length).fill(1), phi, truth };
}

describe('vbx', () => {
  it('reaches the exact evidence when there is one speaker', () => {
    // Vectors of one voice are normal with covariance I + phi 11ᵀ along an axis:
    // log p = -n/2 log(2 pi) - log(1 + n phi)/2 - (sum x² - phi (sum x)² / (1 + n phi))/2. Second axis: phi = 0.5.
    const axes = [
      { phi: 2, x: [1, 3, -0.5] },
      { phi: 0.5, x: [0, -1, 2] },
    ];
    const evidence = axes.reduce((sum, { phi, x }) => {
      const total = x.reduce((a, b) => a + b, 0);
      const squares = x.reduce((a, b) => a + b * b, 0);
      const spread = 1 + x.length * phi;
      const quadratic = squares - (phi * total ** 2) / spread;
      return sum - 0.5 * (x.length * Math.log(2 * Math.PI) + Math.log(spread) + quadratic);
    }, 0);
    const features = matrixOf(axes[0].x.map((value, i) => [value, axes[1].x[i]]));
    const data = { features, weights: Float64Array.of(1, 1, 1), phi: Float64Array.of(2, 0.5) };
    const { elbo, priors } = vbx(data, { labels: new Int32Array(3), groups: 1 }, one);
    expect(elbo.at(-1)).toBeCloseTo(evidence, 6);
    expect([...priors]).toEqual([1]);
  });

  it('starts from softmax(7 x one-hot)', () => {
    // Without any scatter of voices the speakers are alike: priors alone count, and they follow the start.
    const data = { features: matrixOf([[1], [2], [3]]), weights: Float64Array.of(1, 1, 1), phi: Float64Array.of(0) };
    const { priors, elbo } = vbx(data, { labels: Int32Array.of(0, 1, 0), groups: 2 }, one);
    expect(priors[0]).toBeCloseTo(0.5, 9);
    expect(elbo).toHaveLength(2);
  });

  it('takes a row of weight 3 for three equal rows', () => {
    const phi = Float64Array.of(9, 4);
    const light = {
      features: matrixOf([
        [4, 0],
        [5, 1],
        [-4, 1],
      ]),
      weights: Float64Array.of(3, 1, 2),
      phi,
    };
    const rows = [
      [4, 0],
      [4, 0],
      [4, 0],
      [5, 1],
      [-4, 1],
      [-4, 1],
    ];
    const heavy = { features: matrixOf(rows), weights: new Float64Array(6).fill(1), phi };
    const a = vbx(light, { labels: Int32Array.of(0, 1, 2), groups: 3 }, one);
    const b = vbx(heavy, { labels: Int32Array.of(0, 0, 0, 1, 2, 2), groups: 3 }, one);
    a.priors.forEach((prior, s) => expect(prior).toBeCloseTo(b.priors[s], 10));
    expect(a.elbo.at(-1)).toBeCloseTo(b.elbo.at(-1) ?? NaN, 8);
  });

  it.each([1, 2, 3, 5])('lets all but the %i real voices of an oversplit start die out', (voices) => {
    const phi = Float64Array.from({ length: 128 }, (_, d) => 12 / (1 + d / 4));
    const data = gaussians(voices, 60, phi, 7 + voices);
    // Every voice starts as three speakers.
    const start = { labels: Int32Array.from(data.truth, (voice, i) => voice * 3 + (i % 3)), groups: voices * 3 };
    const { priors, responsibilities } = vbx(data, start, community);
    expect([...priors].filter((prior) => prior > 1e-7)).toHaveLength(voices);
    const owner = data.truth.map((_, i) => {
      const row = responsibilities.data.subarray(i * start.groups, (i + 1) * start.groups);
      return row.indexOf(Math.max(...row));
    });
    const pairs = new Set(data.truth.map((voice, i) => `${voice}:${owner[i]}`));
    expect(pairs.size).toBe(voices);
    expect(new Set(owner).size).toBe(voices);
  });

  it('never lets the bound fall and always shares every row out', () => {
    const problem = fc.record({
      rows: fc.array(
        fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.double({ min: -6, max: 6, noNaN: true })),
        {
          minLength: 2,
          maxLength: 24,
        },
      ),
      groups: fc.integer({ min: 1, max: 5 }),
      phi: fc.tuple(fc.double({ min: 0, max: 20, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })),
      fa: fc.double({ min: 0.05, max: 1, noNaN: true }),
      fb: fc.double({ min: 0.1, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(problem, ({ rows, groups, phi, fa, fb }) => {
        const weights = Float64Array.from(rows, (_, i) => 1 + (i % 3));
        const labels = Int32Array.from(rows, (_, i) => i % groups);
        const data = { features: matrixOf(rows), weights, phi: Float64Array.from(phi) };
        const { elbo, responsibilities, priors } = vbx(data, { labels, groups }, { fa, fb });
        expect(elbo.length).toBeLessThanOrEqual(20);
        elbo.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(elbo[i] - 1e-6 * (1 + Math.abs(elbo[i]))));
        expect(priors.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        rows.forEach((_, t) => {
          const row = responsibilities.data.subarray(t * groups, (t + 1) * groups);
          expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        });
      }),
    );
  });
});
