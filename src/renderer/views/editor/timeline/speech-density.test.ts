import fc from 'fast-check';
import { expect, it } from 'vitest';
import { speechDensity } from './speech-density.ts';

const turn = (startMs: number, endMs: number, speaker = 'S1') => ({ startMs, endMs, speaker });

it('says how much of a column somebody talks', () => {
  const density = speechDensity([turn(0, 150), turn(100, 200, 'S2')], 400, 4);
  expect([...(density.get('S1') ?? [])]).toEqual([1, 0.5, 0, 0]);
  expect([...(density.get('S2') ?? [])]).toEqual([0, 1, 0, 0]);
});

it('keeps the whole of what is said', () => {
  const turns = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9 }))
      .map(([at, n]) => turn(at * 10, at * 10 + n)),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 99 })),
      turns,
      fc.integer({ min: 1, max: 50 }),
      (slots, _, n) => {
        const list = slots.map((slot) => turn(slot * 10, slot * 10 + 7));
        const lane = speechDensity(list, 1000, n).get('S1') ?? new Float32Array();
        const sumMs = [...lane].reduce((sum, share) => sum + (share * 1000) / n, 0);
        expect(sumMs).toBeCloseTo(list.length * 7, 1);
      },
    ),
  );
});
