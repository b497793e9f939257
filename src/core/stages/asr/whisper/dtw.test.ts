import { describe, expect, it } from 'vitest';
import { alignRows, medianFilter } from './dtw.ts';
import { tokenTimes } from './token-times.ts';
import type { AttentionTrace } from './attention-trace.ts';

describe('alignRows', () => {
  it('follows the cheap cells', () => {
    const rows = [
      [-1, -1, 1, 1, 1, 1],
      [1, 1, -1, 1, 1, 1],
      [1, 1, 1, -1, -1, -1],
    ];
    expect([...alignRows(Float32Array.from(rows.flat()), 3, 6)]).toEqual([0, 2, 3]);
  });

  it('leaves silence before the first row out', () => {
    const rows = [
      [1, 1, 1, -5, 1, 1],
      [1, 1, 1, 1, -5, -5],
    ];
    expect([...alignRows(Float32Array.from(rows.flat()), 2, 6)]).toEqual([3, 4]);
  });

  it('never goes back, even against the evidence, and copes with more rows than columns', () => {
    const rows = [
      [0, 0, 0, -9],
      [-9, 0, 0, 0],
      [0, 0, -9, 0],
    ];
    const starts = [...alignRows(Float32Array.from(rows.flat()), 3, 4)];
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    const crowded = [...alignRows(new Float32Array(10).fill(-1), 5, 2)];
    expect(crowded).toHaveLength(5);
    expect(crowded.every((column, i) => column >= (crowded[i - 1] ?? 0) && column < 2)).toBe(true);
  });

  it('finds the cheapest of all monotone paths', () => {
    let state = 5;
    const random = () => ((state = (state * 48_271) % 2_147_483_647) % 100) / 10 - 5;
    for (let round = 0; round < 50; round++) {
      const cost = Float32Array.from({ length: 4 * 6 }, random);
      const cheapest = (row: number, column: number): number => {
        const here = cost[row * 6 + column];
        if (row === 3 && column === 5) return here;
        const next: number[] = [];
        if (column < 5) next.push(cheapest(row, column + 1));
        if (row < 3) next.push(cheapest(row + 1, column));
        if (row < 3 && column < 5) next.push(cheapest(row + 1, column + 1));
        return here + Math.min(...next);
      };
      const best = Math.min(...[0, 1, 2, 3, 4, 5].map((column) => cheapest(0, column)));
      const starts = alignRows(cost, 4, 6);
      // The starts leave open where a row ends on a diagonal or a straight move: take the cheaper.
      const price = (row: number, from: number): number => {
        if (row === 3) return sum(cost, 18 + from, 24);
        const next = starts[row + 1];
        const rest = price(row + 1, next);
        const straight = sum(cost, row * 6 + from, row * 6 + next + 1);
        return rest + (next > from ? Math.min(straight, straight - cost[row * 6 + next]) : straight);
      };
      expect(price(0, starts[0])).toBeCloseTo(best, 3);
    }
  });
});

function sum(values: Float32Array, from: number, to: number): number {
  return values.subarray(from, to).reduce((a, b) => a + b, 0);
}

describe('medianFilter', () => {
  it('equals sorting each window, edges reflected', () => {
    const row = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i * i) * 10);
    const expected = [...row.keys()].map((centre) => {
      const window = [-3, -2, -1, 0, 1, 2, 3].map((k) => {
        const at = Math.abs(centre + k);
        return row[at > 39 ? 78 - at : at];
      });
      return window.sort((a, b) => a - b)[3];
    });
    expect([...medianFilter(row, 7)]).toEqual(expected);
  });

  it('removes a spike, keeps a step, and leaves rows shorter than its reach alone', () => {
    expect([...medianFilter(Float32Array.of(0, 0, 9, 0, 0), 3)]).toEqual([0, 0, 0, 0, 0]);
    expect([...medianFilter(Float32Array.of(0, 0, 0, 5, 5, 5), 3)]).toEqual([0, 0, 0, 5, 5, 5]);
    expect([...medianFilter(Float32Array.of(3, 1), 7)]).toEqual([3, 1]);
  });
});

describe('tokenTimes', () => {
  /** Two prompt rows that look everywhere, then rows that look at one place each. */
  function trace(places: readonly (readonly [number, number])[], frames = 100): AttentionTrace {
    const flat = () => new Float32Array(frames).fill(1 / frames);
    const rows = places.map(([from, to]) =>
      Float32Array.from({ length: frames }, (_, f) => (f >= from && f < to ? 1 / (to - from) : 0)),
    );
    return { groupCount: 1, frames, promptRows: 2, rows: [flat(), ...rows] };
  }

  it('times a token by the row that predicts it: the last prompt row times the first token', () => {
    const times = tokenTimes(
      trace([
        [20, 40],
        [40, 70],
        [70, 100],
      ]),
      2,
      7,
    );
    expect(times[0]).toBeCloseTo(0.4, 1);
    expect(times[1]).toBeCloseTo(0.8, 1);
    expect(times[2]).toBeCloseTo(1.4, 1);
  });

  it('ends the last token with the audio when nothing was decoded behind it', () => {
    const times = tokenTimes(
      trace([
        [20, 40],
        [40, 100],
      ]),
      2,
      7,
    );
    expect([...times].map((time) => Math.round(time * 50))).toEqual([20, 40, 100]);
  });
});
