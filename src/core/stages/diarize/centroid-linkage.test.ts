import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centroidLinkage } from './centroid-linkage.ts';
import type { Rows } from './vectors.ts';

function points(list: readonly (readonly number[])[]): Rows {
  return { count: list.length, dim: list[0]?.length ?? 0, data: Float32Array.from(list.flat()) };
}

const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

/** The definition: recompute every centroid distance before every merge. */
function naiveHeights(list: readonly (readonly number[])[], weights: readonly number[]): number[] {
  let clusters = list.map((point, i) => ({ centre: [...point], weight: weights[i] }));
  const heights: number[] = [];
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, gap: Infinity };
    clusters.forEach((x, a) => {
      clusters.forEach((y, b) => {
        const gap = Math.hypot(...x.centre.map((value, d) => value - y.centre[d]));
        if (a < b && gap < best.gap) best = { a, b, gap };
      });
    });
    const x = clusters[best.a];
    const y = clusters[best.b];
    const weight = x.weight + y.weight;
    const centre = x.centre.map((value, d) => (value * x.weight + y.centre[d] * y.weight) / weight);
    heights.push(best.gap);
    clusters = [...clusters.filter((_, i) => i !== best.a && i !== best.b), { centre, weight }];
  }
  return heights;
}

describe('centroidLinkage', () => {
  it('joins the closest first, then centroids: 0, 1 | 10, 12 -> 0.5 | 11', () => {
    const tree = centroidLinkage(points([[0], [10], [1], [12]]), ones(4));
    expect([...tree.left]).toEqual([0, 1, 4]);
    expect([...tree.right]).toEqual([2, 3, 5]);
    expect([...tree.height]).toEqual([1, 2, 10.5]);
  });

  it('may go down again: the apex of a flat triangle is closer to the middle of its base', () => {
    const tree = centroidLinkage(
      points([
        [0, 0],
        [2, 0],
        [1, 1.8],
      ]),
      ones(3),
    );
    expect(tree.height[0]).toBeCloseTo(2, 6);
    expect(tree.height[1]).toBeCloseTo(1.8, 6);
  });

  it('counts weights as repeated points', () => {
    // {0 (weight 3), 4} has its centroid at 1, so 11 is 10 away.
    expect([...centroidLinkage(points([[0], [4], [11]]), Float64Array.of(3, 1, 1)).height]).toEqual([4, 10]);
  });

  it('stops at the wanted number of clusters', () => {
    expect(centroidLinkage(points([[0], [10], [1], [12]]), ones(4), 3).merges).toBe(1);
    expect(centroidLinkage(points([[5]]), ones(1)).merges).toBe(0);
    expect(centroidLinkage(points([]), ones(0)).merges).toBe(0);
  });

  it('agrees with the definition on random weighted points', () => {
    const cloud = fc.record({
      count: fc.integer({ min: 2, max: 40 }),
      dim: fc.integer({ min: 2, max: 6 }),
      phase: fc.double({ min: 1, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(cloud, ({ count, dim, phase }) => {
        // Scattered points without ties, at which the order of merges would be a matter of rounding.
        const list = Array.from({ length: count }, (_, i) =>
          Array.from({ length: dim }, (__, d) => Math.fround(Math.sin(phase * (i * dim + d + 1) ** 1.7))),
        );
        const weights = list.map((_, i) => 1 + (i % 4));
        const tree = centroidLinkage(points(list), Float64Array.from(weights));
        naiveHeights(list, weights).forEach((height, m) => expect(tree.height[m]).toBeCloseTo(height, 6));
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
