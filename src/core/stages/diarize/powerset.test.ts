import { describe, expect, it } from 'vitest';
import { BITS_SET, decodePowerset } from './powerset.ts';

function oneHot(best: number): number[] {
  return Array.from({ length: 7 }, (_, k) => (k === best ? -0.1 : -5));
}

describe('decodePowerset', () => {
  it('turns each class into its speakers', () => {
    const masks = new Uint8Array(7);
    decodePowerset(Float32Array.from([0, 1, 2, 3, 4, 5, 6].flatMap(oneHot)), masks);
    expect([...masks]).toEqual([0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110]);
    expect([...masks].map((mask) => BITS_SET[mask])).toEqual([0, 1, 1, 1, 2, 2, 2]);
  });

  it('takes the first class on a tie', () => {
    const masks = new Uint8Array(1);
    decodePowerset(Float32Array.of(-3, -1, -1, -2, -1, -4, -5), masks);
    expect(masks[0]).toBe(0b001);
  });
});
