import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumAssignment } from '../../math/assignment.ts';
import { type Assignment, UNASSIGNED } from './assign.ts';
import { assignOneToOne } from './assign-one-to-one.ts';
import { cosinesOf } from './cosines.ts';
import type { EmbeddingSet, WindowActivity } from './evidence.ts';
import { type Rows, normalisedRows } from './vectors.ts';

const activity = (windowCount: number): WindowActivity => ({
  windowCount,
  framesPerWindow: 1,
  stepSamples: 16_000,
  sampleCount: 1,
  masks: new Uint8Array(windowCount),
});

function set(vectors: readonly (readonly [number, number])[], places: readonly (readonly [number, number])[]) {
  return {
    model: 'm',
    dim: 2,
    count: vectors.length,
    vectors: Float32Array.from(vectors.flat()),
    window: Uint32Array.from(places, ([window]) => window),
    local: Uint8Array.from(places, ([, local]) => local),
    cleanFrames: new Uint16Array(vectors.length),
  };
}

function assign(embeddings: EmbeddingSet, centroids: Rows, windows: WindowActivity): Assignment {
  const { count, dim, vectors } = embeddings;
  const unit = normalisedRows({ count, dim, data: vectors }, [...Array(count).keys()]);
  return assignOneToOne(embeddings, cosinesOf(unit, centroids), windows);
}

const axes = { count: 2, dim: 2, data: Float32Array.of(3, 0, 0, 5) };

describe('assignOneToOne', () => {
  it('keeps local speakers of a window apart at the lowest loss', () => {
    // Both are nearer to the first centroid; (3, 2) loses 0.83 - 0.55 by giving way, (5, 1) would lose 0.98 - 0.2.
    const { labels, margins } = assign(
      set(
        [
          [5, 1],
          [3, 2],
        ],
        [
          [0, 0],
          [0, 2],
        ],
      ),
      axes,
      activity(1),
    );
    expect([...labels]).toEqual([0, UNASSIGNED, 1]);
    expect(margins[0]).toBeCloseTo((5 - 1) / Math.sqrt(26), 6);
    expect(margins[2]).toBeCloseTo((2 - 3) / Math.sqrt(13), 6);
  });

  it('lets different windows share a centroid', () => {
    const { labels } = assign(
      set(
        [
          [1, 0],
          [1, 0],
        ],
        [
          [0, 0],
          [1, 0],
        ],
      ),
      axes,
      activity(2),
    );
    expect([labels[0], labels[3]]).toEqual([0, 0]);
  });

  it('leaves the least similar local speakers out when centroids run out', () => {
    const crowd = set(
      [
        [1, 0.2],
        [0.1, 1],
        [1, 1],
      ],
      [
        [0, 0],
        [0, 1],
        [0, 2],
      ],
    );
    expect([...assign(crowd, axes, activity(1)).labels]).toEqual([0, 1, UNASSIGNED]);
  });

  it('is what a score below all others for local speakers without an embedding gives', () => {
    const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    const problem = fc.record({
      present: fc.subarray([0, 1, 2], { minLength: 1 }),
      angles: fc.array(angle, { minLength: 3, maxLength: 3 }),
      centroids: fc.array(angle, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(problem, ({ present, angles, centroids }) => {
        const unit = (at: number): [number, number] => [Math.fround(Math.cos(at)), Math.fround(Math.sin(at))];
        const means = centroids.map(unit);
        const score = (local: number): number[] => {
          const [x, y] = unit(angles[local]);
          return means.map(([u, v]) => x * u + y * v);
        };
        const full = maximumAssignment([0, 1, 2].map((l) => (present.includes(l) ? score(l) : means.map(() => -3))));
        const { labels } = assign(
          set(
            present.map((l) => unit(angles[l])),
            present.map((l) => [0, l]),
          ),
          { count: means.length, dim: 2, data: Float32Array.from(means.flat()) },
          activity(1),
        );
        const sum = (by: ArrayLike<number>): number =>
          present.reduce((total, l) => total + (by[l] < 0 ? -3 : score(l)[by[l]]), 0);
        expect(sum(labels)).toBeCloseTo(sum(full), 5);
        const taken = [...labels].filter((label) => label >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken).toHaveLength(Math.min(present.length, means.length));
      }),
    );
  });
});
