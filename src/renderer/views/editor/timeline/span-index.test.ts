import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstStartingFrom, itemsIn, spanIndex } from './span-index.ts';

const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 300 }))
    .map(([startMs, length]) => ({ startMs, endMs: startMs + length })),
);

describe('an index of spans', () => {
  it('finds just those that looking at all of them finds', () => {
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: -10, max: 1400 }),
        fc.integer({ min: 1, max: 200 }),
        (list, from, length) => {
          const found = itemsIn(spanIndex(list), from, from + length);
          const expected = list.filter((span) => span.startMs < from + length && span.endMs > from);
          expect(new Set(found)).toEqual(new Set(expected));
          expect(found).toHaveLength(expected.length);
        },
      ),
    );
  });

  it('finds where a moment is among the starts', () => {
    const index = spanIndex([10, 20, 20, 30].map((startMs) => ({ startMs, endMs: startMs + 5 })));
    expect([0, 10, 11, 20, 21, 31].map((ms) => firstStartingFrom(index, ms))).toEqual([0, 0, 1, 1, 3, 4]);
  });
});
