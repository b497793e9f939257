import { describe, expect, it } from 'vitest';
import { argmax, chooseGreedy, chooseSampled, logSumExp, probabilityOf, seededRandom, topChoices } from './logits.ts';

const ROW = Float32Array.of(Math.log(1), Math.log(4), -Infinity, Math.log(3), Math.log(2));

describe('logits', () => {
  it('normalises: shares of 1, 4, 3 and 2 in 10', () => {
    expect(logSumExp(ROW)).toBeCloseTo(Math.log(10), 6);
    expect(logSumExp(Float32Array.of(-Infinity, -Infinity))).toBe(-Infinity);
    expect(probabilityOf(ROW, 3)).toBeCloseTo(0.3, 6);
    expect(chooseGreedy(ROW)).toEqual({ token: 1, logProb: expect.closeTo(Math.log(0.4), 6) });
  });

  it('stays finite for logits far from zero', () => {
    expect(logSumExp(Float32Array.of(5000, 5000))).toBeCloseTo(5000 + Math.log(2), 3);
    expect(logSumExp(Float32Array.of(-5000, -5001))).toBeCloseTo(-5000 + Math.log(1 + Math.exp(-1)), 3);
  });

  it('breaks ties towards the lower id', () => {
    expect(argmax(Float32Array.of(1, 2, 2))).toBe(1);
    expect(topChoices(Float32Array.of(2, 1, 2, 2), 2).map((choice) => choice.token)).toEqual([0, 2]);
  });

  it('lists the best in order and leaves barred tokens out', () => {
    expect(topChoices(ROW, 3).map((choice) => choice.token)).toEqual([1, 3, 4]);
    expect(topChoices(ROW, 9).map((choice) => choice.token)).toEqual([1, 3, 4, 0]);
  });

  it('samples in proportion, reports the probability at temperature 1, never draws a barred token', () => {
    const random = seededRandom(42);
    const counts = new Map<number, number>();
    for (let i = 0; i < 4000; i++) {
      const { token } = chooseSampled(ROW, 1, random());
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    expect(counts.get(2)).toBeUndefined();
    expect(Math.abs(counts.get(1)! / 4000 - 0.4)).toBeLessThan(0.03);
    expect(Math.abs(counts.get(0)! / 4000 - 0.1)).toBeLessThan(0.03);
    expect(chooseSampled(ROW, 0.2, 0.999999).logProb).toBeLessThanOrEqual(Math.log(0.4) + 1e-6);
  });

  it('draws the same numbers for the same seed and others for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7).every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
