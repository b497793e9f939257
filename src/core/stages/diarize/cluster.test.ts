import { describe, expect, it } from 'vitest';
import { type Candidate, clusterCandidates } from './cluster.ts';
import { condense } from './premerge.ts';
import { normalisedRows } from './vectors.ts';

const params = { clusterThreshold: 0.7, minClusterSize: 12 };
const any = { min: 1, max: Infinity };

/** `sizes[v]` embeddings around the v-th axis of an 8-dimensional space, with a wobble of about 0.1. */
function voices(...sizes: number[]): ReturnType<typeof condense> {
  const rows = sizes.flatMap((size, voice) =>
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: 8 }, (__, d) => (d === voice ? 1 : 0) + 0.05 * Math.sin((i + 1) * (d + 3) * 1.7 + voice)),
    ),
  );
  const all = { count: rows.length, dim: 8, data: Float32Array.from(rows.flat()) };
  return condense(normalisedRows(all, [...rows.keys()]));
}

function first(condensed: ReturnType<typeof condense>, range: { min: number; max: number }): Candidate | undefined {
  return [...clusterCandidates(condensed, params, range)][0];
}

describe('clusterCandidates', () => {
  it('finds the voices', () => {
    const found = first(voices(40, 30, 20), any);
    expect(found?.method).toBe('dendrogram');
    expect(found?.centroids.count).toBe(3);
  });

  it('merges a group under the minimum size into its nearest large one', () => {
    expect(first(voices(60, 60, 5), any)?.centroids.count).toBe(2);
  });

  it('lowers the minimum size in short recordings to a tenth', () => {
    // 20 + 20 + 5 = 45 embeddings: the minimum is round(4.5) = 4 (half to even).
    expect(first(voices(20, 20, 5), any)?.centroids.count).toBe(3);
  });

  it('raises the minimum size to a share of long recordings', () => {
    // 20 of 12 020 embeddings are 0.17 %: a voice that small is taken for a mistake; 40 of them are 0.33 %.
    expect(first(voices(6000, 6000, 20), any)?.centroids.count).toBe(2);
    expect(first(voices(6000, 6000, 40), any)?.centroids.count).toBe(3);
  });

  it('walks the tree to an exact count on both sides of the natural one', () => {
    for (const count of [1, 2, 3, 4]) {
      expect(first(voices(40, 30, 20, 25), { min: count, max: count })?.centroids.count).toBe(count);
    }
  });

  it('keeps a natural count inside the range and moves to the nearer end otherwise', () => {
    expect(first(voices(40, 30, 20), { min: 2, max: 5 })?.centroids.count).toBe(3);
    expect(first(voices(40, 30, 20), { min: 1, max: 2 })?.centroids.count).toBe(2);
  });

  it('offers k-means for a count the tree does not have', () => {
    const methods = [...clusterCandidates(voices(14), params, { min: 9, max: 9 })];
    expect(methods.some(({ method, centroids }) => method === 'k-means' && centroids.count === 9)).toBe(true);
  });

  it('gives one voice for one embedding and nothing for none', () => {
    expect(first(voices(1), any)?.centroids.count).toBe(1);
    expect(first(voices(), any)).toBeUndefined();
  });
});
