import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalErrorRate } from './eer.ts';

describe('equalErrorRate', () => {
  it('is 0 for separated scores, cut half-way between them', () => {
    expect(equalErrorRate([0.9, 0.7, 0.8], [0.1, 0.3])).toEqual({ eer: 0, threshold: 0.5 });
  });

  it('finds the threshold at which both kinds of error are equally frequent', () => {
    // Between 0.5 and 0.6 one of four true pairs is refused and one of four false pairs accepted.
    const { eer, threshold } = equalErrorRate([0.9, 0.8, 0.7, 0.4], [0.1, 0.2, 0.3, 0.75]);
    expect(eer).toBeCloseTo(0.25, 12);
    expect(threshold).toBeCloseTo(0.55, 12);
  });

  it('meets between two points of the curve where no threshold gives equal rates', () => {
    // Below 2: (accepted, refused) = (1/2, 0); above 2: (1/2, 1). The line between them meets equality at 1/2.
    expect(equalErrorRate([2], [1, 3])).toEqual({ eer: 0.5, threshold: 2 });
    // Of three false pairs one lies above: the line from (1/3, 0) straight up meets at 1/3.
    expect(equalErrorRate([2], [0, 1, 3]).eer).toBeCloseTo(1 / 3, 12);
  });

  it('is one half where scores say nothing and 1 where they say the opposite', () => {
    expect(equalErrorRate([5, 5, 5], [5, 5])).toEqual({ eer: 0.5, threshold: 5 });
    expect(equalErrorRate([0, 1], [2, 3]).eer).toBe(1);
  });

  it('refuses lists without scores', () => {
    expect(() => equalErrorRate([], [1])).toThrow(RangeError);
    expect(() => equalErrorRate([1], [])).toThrow(RangeError);
    expect(() => equalErrorRate([Number.NaN], [1])).toThrow(RangeError);
  });
});

const scores = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 });

describe('equalErrorRate, properties', () => {
  it('lies between the error rates just below and just above its threshold', () => {
    fc.assert(
      fc.property(scores, scores, (same, different) => {
        const { eer, threshold } = equalErrorRate(same, different);
        const refused = (from: number) => same.filter((score) => score < from).length / same.length;
        const accepted = (from: number) => different.filter((score) => score >= from).length / different.length;
        const [below, above] = [threshold - 1e-6, threshold + 1e-6];
        expect(eer).toBeGreaterThanOrEqual(Math.max(refused(below), accepted(above)) - 1e-9);
        expect(eer).toBeLessThanOrEqual(Math.min(refused(above), accepted(below)) + 1e-9);
      }),
    );
  });

  it('depends on the order of the scores only, and mirrors with the roles', () => {
    fc.assert(
      fc.property(scores, scores, (same, different) => {
        const { eer } = equalErrorRate(same, different);
        const cubed = (list: readonly number[]) => list.map((score) => score ** 3);
        expect(equalErrorRate(cubed([...same].reverse()), cubed(different)).eer).toBeCloseTo(eer, 12);
        const negated = (list: readonly number[]) => list.map((score) => -score);
        expect(equalErrorRate(negated(different), negated(same)).eer).toBeCloseTo(eer, 12);
        expect(equalErrorRate(different, same).eer).toBeCloseTo(1 - eer, 12);
      }),
    );
  });
});
