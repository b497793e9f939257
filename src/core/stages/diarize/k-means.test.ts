import { describe, expect, it } from 'vitest';
import { kMeans } from './k-means.ts';
import type { Rows } from './vectors.ts';

const ones = (n: number): Float64Array => new Float64Array(n).fill(1);
const line = (...values: number[]): Rows => ({ count: values.length, dim: 1, data: Float32Array.from(values) });

describe('kMeans', () => {
  it('finds well separated groups', () => {
    const found = kMeans(line(0, 10, 0.1, 20, 10.2, 20.1, 0.2), ones(7), 3);
    const labels = [...(found?.labels ?? [])];
    expect(labels[0]).toBe(labels[2]);
    expect(labels[0]).toBe(labels[6]);
    expect(labels[1]).toBe(labels[4]);
    expect(labels[3]).toBe(labels[5]);
    expect(new Set(labels).size).toBe(3);
  });

  it.each([1, 2, 3, 5, 8])('gives exactly %i groups on points that form only one', (groups) => {
    const rows = line(...Array.from({ length: 12 }, (_, i) => Math.sin(i * 7) * 0.01));
    expect(new Set(kMeans(rows, ones(12), groups)?.labels).size).toBe(groups);
  });

  it('refuses more groups than distinct points', () => {
    expect(kMeans(line(1, 1, 1, 2), ones(4), 3)).toBeUndefined();
  });

  it('is deterministic', () => {
    const rows = line(...Array.from({ length: 50 }, (_, i) => Math.sin(i * i)));
    expect(kMeans(rows, ones(50), 4)).toEqual(kMeans(rows, ones(50), 4));
  });
});
