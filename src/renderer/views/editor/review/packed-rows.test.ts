import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buffersOf, packRows, unpackRows } from './packed-rows.ts';

describe('packRows', () => {
  it('gives the same list on the other side', () => {
    const row = fc.record(
      {
        startMs: fc.integer(),
        confidence: fc.double({ noNaN: true }),
        id: fc.string(),
        text: fc.constantFrom('a', 'b', ''),
        spaceBefore: fc.boolean(),
        note: fc.constant(null),
        toString: fc.string(),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const packed = packRows(rows);
        if (packed === undefined) throw new Error('not packed');
        expect(unpackRows(structuredClone(packed, { transfer: buffersOf(packed) }))).toStrictEqual(rows);
      }),
    );
  });

  it.each([
    [[{ lines: ['a'] }]],
    [[{ at: {} }]],
    [[{ a: 1 }, { a: 'x' }]],
    [[{ a: 'x' }, { a: 1 }]],
    [[{ a: Number.NaN }]],
  ])('leaves what is no table, %#', (rows) => {
    expect(packRows(rows)).toBeUndefined();
  });
});
