import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlignTarget, type Emissions, forceAlign, STAR, type TokenFrames } from './forced-align.ts';

const STAR_COST = 0.1;

function emissionsOf(rows: readonly (readonly number[])[]): Emissions {
  const classes = rows[0]?.length ?? 1;
  const flat = rows.flatMap((row) => {
    const sum = row.reduce((total, value) => total + Math.exp(value), 0);
    return row.map((value) => value - Math.log(sum));
  });
  return { logProbs: Float32Array.from(flat), frames: rows.length, classes };
}

/** Every way to say the tokens in so many frames, as the state of each frame, by the rules of CTC alone. */
function* paths(target: AlignTarget, silent: Uint8Array): Generator<number[]> {
  const states = 2 * target.tokens.length + 1;
  const allowed = (frame: number, state: number): boolean =>
    silent[frame] !== 1 || (state % 2 === 0 && target.opens[state / 2] === 1);
  function* from(path: number[]): Generator<number[]> {
    const last = path.at(-1) ?? 0;
    if (path.length === silent.length) {
      if (last >= states - 2) yield path;
      return;
    }
    for (const next of [last, last + 1, last + 2]) {
      if (next >= states || !allowed(path.length, next)) continue;
      const skips = next === last + 2;
      if (skips && (next % 2 === 0 || target.tokens[(next - 1) / 2] === target.tokens[(next - 3) / 2])) continue;
      yield* from([...path, next]);
    }
  }
  for (const first of [0, 1]) if (first < states && allowed(0, first)) yield* from([first]);
}

function scoreOf({ logProbs, classes }: Emissions, target: AlignTarget, path: readonly number[]): number {
  return path.reduce((sum, state, frame) => {
    const row = [...logProbs.subarray(frame * classes, (frame + 1) * classes)];
    const token = state % 2 === 1 ? (target.tokens[(state - 1) / 2] ?? 0) : target.blank;
    return sum + (token === STAR ? Math.max(...row) - STAR_COST : (row[token] ?? 0));
  }, 0);
}

function pathOf({ from, to }: TokenFrames, frames: number): number[] {
  return Array.from({ length: frames }, (_, frame) => {
    const token = from.findIndex((start, i) => frame >= start && frame < (to[i] ?? 0));
    return token >= 0 ? 2 * token + 1 : 2 * [...to].filter((end) => end <= frame).length;
  });
}

const small = fc
  .record({
    rows: fc.array(fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 8,
    }),
    tokens: fc.array(fc.constantFrom(STAR, 1, 2, 3), { maxLength: 4 }),
    opens: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    silent: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    quiet: fc.boolean(),
  })
  .map(({ rows, tokens, opens, silent, quiet }) => ({
    emissions: emissionsOf(rows),
    target: { tokens, opens: Uint8Array.from(opens.slice(0, tokens.length + 1), Number), blank: 0 },
    silent: Uint8Array.from(rows, (_, i) => (quiet && silent[i] === true ? 1 : 0)),
  }));

describe('forceAlign', () => {
  it('finds the best of all paths', () => {
    fc.assert(
      fc.property(small, ({ emissions, target, silent }) => {
        const scores = [...paths(target, silent)].map((path) => scoreOf(emissions, target, path));
        const found = forceAlign(emissions, target, silent, 100);
        expect(found === undefined).toBe(scores.length === 0);
        if (found === undefined) return;
        const path = pathOf(found, emissions.frames);
        expect([...paths(target, silent)]).toContainEqual(path);
        expect(scoreOf(emissions, target, path)).toBeCloseTo(Math.max(...scores), 3);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every token frames of its own, in order, however narrow the band', () => {
    const random = fc.record({
      seed: fc.nat(),
      frames: fc.integer({ min: 1, max: 400 }),
      count: fc.integer({ min: 1, max: 80 }),
      band: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(random, ({ seed, frames, count, band }) => {
        let state = seed + 1;
        const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
        const emissions = emissionsOf(
          Array.from({ length: frames }, () => Array.from({ length: 6 }, () => 8 * next())),
        );
        const tokens = Array.from({ length: count }, () => 1 + Math.floor(5 * next()));
        const repeats = tokens.filter((token, i) => token === tokens[i - 1]).length;
        const opens = new Uint8Array(count + 1).fill(1);
        const found = forceAlign(emissions, { tokens, opens, blank: 0 }, new Uint8Array(frames), band);
        expect(found === undefined).toBe(frames < count + repeats);
        if (found === undefined) return;
        tokens.forEach((_, i) => {
          expect(found.from[i]).toBeGreaterThanOrEqual(i === 0 ? 0 : (found.to[i - 1] ?? 0));
          expect(found.to[i]).toBeGreaterThan(found.from[i] ?? 0);
        });
        expect(found.to.at(-1)).toBeLessThanOrEqual(frames);
      }),
    );
  });

  it('widens a band that the path runs into', () => {
    // All tokens are said in the last ten frames.
    const rows = Array.from({ length: 200 }, (_, frame) => {
      const token = frame >= 190 ? 1 + (frame % 2) : 0;
      return [0, 1, 2].map((value) => (value === token ? 9 : 0));
    });
    const tokens = Array.from({ length: 10 }, (_, i) => 1 + (i % 2));
    const target = { tokens, opens: new Uint8Array(11).fill(1), blank: 0 };
    const found = forceAlign(emissionsOf(rows), target, new Uint8Array(200), 2);
    expect([...(found?.from ?? [])]).toEqual(Array.from({ length: 10 }, (_, i) => 190 + i));
  });
});
