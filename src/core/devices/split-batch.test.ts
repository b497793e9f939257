import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Tensor } from '../ports/inference.ts';
import { joinRows, rowsOf, sliceRows } from './split-batch.ts';

const tensor = (rows: number, width: number): Tensor => ({
  type: 'float32',
  dims: [rows, width],
  data: Float32Array.from({ length: rows * width }, (_, i) => i),
});

it('joins what it cut, however it was cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      (sizes, width) => {
        const rows = sizes.reduce((sum, size) => sum + size, 0);
        const feeds = { a: tensor(rows, width), b: tensor(rows, 1) };
        expect(rowsOf(feeds)).toBe(rows);
        let from = 0;
        const parts = sizes.map((size) => sliceRows(feeds, from, (from += size)));
        expect(joinRows(parts, sizes)).toEqual(feeds);
      },
    ),
  );
});

it('takes tensors that do not share their first dimension for one row', () => {
  expect(rowsOf({ a: tensor(4, 1), flag: tensor(1, 1) })).toBe(1);
  expect(rowsOf({ a: tensor(4, 1), scalar: { type: 'int64', dims: [], data: new BigInt64Array(1) } })).toBe(1);
  expect(rowsOf({})).toBe(1);
});

it('refuses outputs that are not there row by row', () => {
  expect(() => joinRows([{ y: tensor(1, 2) }, { y: tensor(1, 2) }], [2, 1])).toThrow(/output y/);
  expect(() => joinRows([{ y: tensor(1, 2) }, { y: tensor(1, 3) }], [1, 1])).toThrow(/output y/);
  expect(() => joinRows([{ y: tensor(1, 2) }, {}], [1, 1])).toThrow(/output y/);
});
