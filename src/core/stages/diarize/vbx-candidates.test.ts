import { describe, expect, it } from 'vitest';
import { matrixOf } from '../../math/matrix.ts';
import type { Candidate } from './cluster.ts';
import { createPlda } from './plda.ts';
import { condense } from './premerge.ts';
import { vbxCandidates, vbxSpeakers } from './vbx-candidates.ts';
import { normalisedRows } from './vectors.ts';

const DIM = 64;
const any = { min: 1, max: Infinity };

function diagonal(value: number) {
  return matrixOf(Array.from({ length: DIM }, (_, i) => Array.from({ length: DIM }, (__, j) => (i === j ? value : 0))));
}

/** Vectors of one voice scatter by at most a fifth along each axis after scaling to sqrt(64), means by about 1. */
const plda = createPlda({
  mean1: new Float64Array(DIM),
  lda: diagonal(1),
  mean2: new Float64Array(DIM),
  mu: new Float64Array(DIM),
  tr: diagonal(5),
  psi: new Float64Array(DIM).fill(25),
});
/** A cut so fine that each voice starts as many speakers. */
const model = { plda, fa: 0.07, fb: 0.8, threshold: 0.08 };

/** `sizes[v]` embeddings of length about 4 around the v-th axis. */
function voices(...sizes: number[]) {
  const rows = sizes.flatMap((size, voice) =>
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: DIM }, (__, d) => (d === voice ? 4 : 0) + 0.1 * Math.sin((i + 1) * (d + 3) * 1.7 + voice)),
    ),
  );
  const raw = { count: rows.length, dim: DIM, data: Float32Array.from(rows.flat()) };
  return { raw, condensed: condense(normalisedRows(raw, [...rows.keys()])) };
}

function candidates(sizes: number[], range: { min: number; max: number }, settings = model): Candidate[] {
  const { raw, condensed } = voices(...sizes);
  return [...vbxCandidates(condensed, raw, vbxSpeakers(condensed, raw, settings), range)];
}

describe('vbxCandidates', () => {
  it('joins what the first guess split and gives means of the raw embeddings', () => {
    const [first] = candidates([60, 40, 30], any);
    expect(first.method).toBe('vbx');
    expect(first.oneToOne).toBe(true);
    const tops = Array.from({ length: first.centroids.count }, (_, k) => {
      const row = first.centroids.data.subarray(k * DIM, (k + 1) * DIM);
      return { axis: row.indexOf(Math.max(...row)), height: Math.max(...row) };
    }).sort((a, b) => a.axis - b.axis);
    expect(tops.map(({ axis }) => axis)).toEqual([0, 1, 2]);
    for (const { height } of tops) expect(height).toBeCloseTo(4, 1);
  });

  it('offers every forced count by k-means, without keeping local speakers apart', () => {
    for (const count of [2, 4, 5, 8]) {
      const [first] = candidates([40, 30, 30], { min: count, max: count });
      expect([first.method, first.centroids.count, first.oneToOne]).toEqual(['k-means', count, false]);
    }
    const [single] = candidates([40, 30, 30], { min: 1, max: 1 });
    expect(single.centroids.count).toBe(1);
  });

  it('keeps a natural count inside the range and moves to the nearer end otherwise', () => {
    expect(candidates([40, 30, 30], { min: 2, max: 5 })[0].centroids.count).toBe(3);
    expect(candidates([40, 30, 30], { min: 1, max: 2 })[0].centroids.count).toBe(2);
    expect(candidates([40, 30, 30], { min: 4, max: 9 })[0].centroids.count).toBe(4);
  });

  it('ends with the natural count when a forced one cannot be made', () => {
    const found = candidates([1, 1], { min: 5, max: 5 });
    expect(found.at(-1)?.method).toBe('vbx');
  });

  it('bounds the first guess, so that noise cannot cost time without end', () => {
    // Speakers held at the common mean are all alike, so every speaker of the first guess keeps its share.
    const { raw, condensed } = voices(400);
    expect(vbxSpeakers(condensed, raw, { ...model, threshold: 0, fb: 1e12 }).count).toBe(128);
  });

  it('gives one voice for one embedding and nothing for none', () => {
    expect(candidates([1], any).map(({ centroids }) => centroids.count)).toEqual([1]);
    expect(candidates([], any)).toEqual([]);
  });

  it('is deterministic', () => {
    expect(candidates([30, 30], { min: 4, max: 4 })).toEqual(candidates([30, 30], { min: 4, max: 4 }));
  });
});
