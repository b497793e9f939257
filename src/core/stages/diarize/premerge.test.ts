import { describe, expect, it } from 'vitest';
import { condense } from './premerge.ts';
import type { Rows } from './vectors.ts';

/** Rows near (1, 0) and (0, 1) in turn, each with a small wobble of its own. */
function twoVoices(count: number): Rows {
  const data = new Float32Array(count * 2);
  for (let i = 0; i < count; i += 1) {
    data[i * 2 + (i % 2)] = 1;
    data[i * 2 + ((i + 1) % 2)] = 0.01 * Math.sin(i * i);
  }
  return { count, dim: 2, data };
}

describe('condense', () => {
  it('leaves few rows alone', () => {
    const rows = twoVoices(10);
    const { rows: out, weights, member } = condense(rows, 10, 4);
    expect(out).toBe(rows);
    expect([...weights]).toEqual(Array(10).fill(1));
    expect([...member]).toEqual([...Array(10).keys()]);
  });

  it('bounds many rows, keeps their weight, and never mixes distant ones', () => {
    const rows = twoVoices(200);
    const { rows: out, weights, member } = condense(rows, 40, 50);
    expect(out.count).toBe(40);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(200);
    for (let i = 0; i < 200; i += 1) {
      const centre = member[i] * 2;
      expect(out.data[centre + (i % 2)]).toBeGreaterThan(0.9);
    }
  });

  it('keeps a voice heard once', () => {
    const rows = twoVoices(100);
    rows.data.set([-1, -1], 2 * 57);
    const { weights, member } = condense(rows, 20, 25);
    expect(weights[member[57]]).toBe(1);
  });
});
