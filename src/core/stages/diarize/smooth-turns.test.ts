import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../../timeline/types.ts';
import { smoothTurns } from './smooth-turns.ts';

const turn = (startMs: number, endMs: number, speaker: string, confidence?: number): Turn => ({
  startMs,
  endMs,
  speaker,
  ...(confidence === undefined ? {} : { confidence }),
});

describe('smoothTurns', () => {
  it('closes short pauses of one speaker, weighs confidence by length, then leaves out what is still short', () => {
    const turns = [turn(0, 1000, 'S1', 1), turn(1100, 4100, 'S1', 0.6), turn(5000, 5100, 'S2'), turn(9000, 9900, 'S1')];
    expect(smoothTurns(turns, { minTurnMs: 200, maxGapMs: 100 })).toEqual([
      turn(0, 4100, 'S1', 0.7),
      turn(9000, 9900, 'S1'),
    ]);
  });

  it('closes a pause in which another one talks only where turns may overlap', () => {
    const turns = [turn(0, 1000, 'S1'), turn(1000, 1200, 'S2'), turn(1200, 2000, 'S1')];
    expect(smoothTurns(turns, { maxGapMs: 300, exclusive: true })).toEqual(turns);
    expect(smoothTurns(turns, { maxGapMs: 300 })).toEqual([turn(0, 2000, 'S1'), turn(1000, 1200, 'S2')]);
  });

  it('leaves turns alone by default, and exclusive ones exclusive', () => {
    const lists = fc
      .array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 400 }), fc.constantFrom('S1', 'S2', 'S3')), {
        maxLength: 20,
      })
      .map((parts) => {
        let at = 0;
        return parts.map(([gap, length, speaker]) => {
          const startMs = at + gap;
          at = startMs + length;
          return turn(startMs, at, speaker);
        });
      });
    fc.assert(
      fc.property(lists, fc.nat(300), fc.nat(300), (turns, minTurnMs, maxGapMs) => {
        expect(smoothTurns(turns, {})).toEqual(turns);
        const smooth = smoothTurns(turns, { minTurnMs, maxGapMs, exclusive: true });
        smooth.slice(1).forEach((next, i) => expect(next.startMs).toBeGreaterThanOrEqual(smooth[i].endMs));
        for (const one of smooth) expect(one.endMs - one.startMs).toBeGreaterThanOrEqual(minTurnMs);
      }),
    );
  });
});
