import { describe, expect, it } from 'vitest';
import { type Dendrogram, centroidLinkage } from './centroid-linkage.ts';
import { cutAfter, cutAtDistance, mergesForLargeGroups } from './dendrogram-cut.ts';

function tree(points: number, merges: readonly (readonly [number, number, number])[]): Dendrogram {
  return {
    points,
    merges: merges.length,
    left: Int32Array.from(merges, ([left]) => left),
    right: Int32Array.from(merges, ([, right]) => right),
    height: Float64Array.from(merges, ([, , height]) => height),
  };
}

/** Two pairs and a loner on a line: heights 1 (0,1), 2 (2,3), 9.5 (pairs), 19.75 (loner). */
const line = centroidLinkage({ count: 5, dim: 1, data: Float32Array.of(0, 1, 9, 11, 25) }, new Float64Array(5).fill(1));

describe('cutAtDistance', () => {
  it('keeps merges up to the threshold', () => {
    expect([...cutAtDistance(line, 0.5).labels]).toEqual([0, 1, 2, 3, 4]);
    expect([...cutAtDistance(line, 1).labels]).toEqual([0, 0, 1, 2, 3]);
    expect([...cutAtDistance(line, 5).labels]).toEqual([0, 0, 1, 1, 2]);
    expect(cutAtDistance(line, 100).groups).toBe(1);
  });

  it('does not apply a low merge that sits above a high one', () => {
    // Merge 0 at 2, merge 1 on top of it at 1.8: a threshold of 1.9 lies between and separates all three.
    const falling = tree(3, [
      [0, 1, 2],
      [2, 3, 1.8],
    ]);
    expect(cutAtDistance(falling, 1.9).groups).toBe(3);
    expect(cutAtDistance(falling, 2).groups).toBe(1);
  });
});

describe('cutAfter', () => {
  it('applies the first merges only', () => {
    expect([...cutAfter(line, 2).labels]).toEqual([0, 0, 1, 1, 2]);
    expect(cutAfter(line, 0).groups).toBe(5);
  });
});

describe('mergesForLargeGroups', () => {
  const ones = new Float64Array(5).fill(1);

  it('finds the level with the wanted number of large groups', () => {
    expect(mergesForLargeGroups(line, ones, 2, 2, 5)).toBe(2);
    expect(mergesForLargeGroups(line, ones, 1, 4, 5)).toBe(3);
    expect(mergesForLargeGroups(line, ones, 5, 1, 5)).toBe(0);
  });

  it('prefers the level whose merge is nearest to the threshold', () => {
    // One group of at least 2: after merge 1 (height 1) and after merges 3 and 4 (9.5 and higher).
    expect(mergesForLargeGroups(line, ones, 1, 2, 1)).toBe(1);
    expect(mergesForLargeGroups(line, ones, 1, 2, 9)).toBe(3);
    expect(mergesForLargeGroups(line, ones, 1, 2, 50)).toBe(4);
  });

  it('says when there is no such level', () => {
    expect(mergesForLargeGroups(line, ones, 3, 2, 5)).toBeUndefined();
  });

  it('counts weight, not points', () => {
    expect(mergesForLargeGroups(line, Float64Array.of(1, 1, 1, 1, 2), 3, 2, 5)).toBe(2);
  });
});
