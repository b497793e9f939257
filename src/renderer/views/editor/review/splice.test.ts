import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spliceBetween, spliced } from './splice.ts';

const lists = fc.tuple(fc.array(fc.nat(3), { maxLength: 12 }), fc.array(fc.nat(3), { maxLength: 12 }));

it('a splice leads from one list to the other', () => {
  fc.assert(
    fc.property(lists, ([a, b]) => {
      expect(spliced(a, spliceBetween(a, b))).toEqual(b);
    }),
  );
});

it('says no more than what lies between equal ends', () => {
  expect(spliceBetween([1, 2, 3, 4], [1, 9, 4])).toEqual({ from: 1, removed: 2, items: [9] });
  expect(spliceBetween([1, 1], [1, 1, 1])).toEqual({ from: 2, removed: 0, items: [1] });
  expect(spliceBetween([1, 2], [1, 2])).toEqual({ from: 2, removed: 0, items: [] });
});
