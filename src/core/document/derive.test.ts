import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredMs } from '../timeline/span.ts';
import type { Cue, Turn } from '../timeline/types.ts';
import { countOverlappingTurns, cuesFromTurns, sameTurns, turnsFromCues } from './derive.ts';

const cue = (startMs: number, endMs: number, speaker?: string, more: Partial<Cue> = {}): Cue => ({
  id: `c${startMs}`,
  startMs,
  endMs,
  lines: ['text'],
  wordIds: [],
  ...(speaker === undefined ? {} : { speaker }),
  ...more,
});

describe('turnsFromCues', () => {
  it('joins touching cues of one speaker and skips cues without speaker or length', () => {
    const cues = [cue(0, 10, 'A'), cue(10, 20, 'A'), cue(20, 30), cue(40, 40, 'B'), cue(50, 60, 'A')];
    expect(turnsFromCues(cues).turns).toEqual([
      { startMs: 0, endMs: 20, speaker: 'A' },
      { startMs: 50, endMs: 60, speaker: 'A' },
    ]);
  });

  it('gives a two-speaker cue to both, and divides it by line length where turns must not overlap', () => {
    const both = cue(0, 1000, undefined, { lines: ['abc', 'a'], lineSpeakers: ['A', 'B'] });
    expect(turnsFromCues([both])).toEqual({
      turns: [
        { startMs: 0, endMs: 1000, speaker: 'A' },
        { startMs: 0, endMs: 1000, speaker: 'B' },
      ],
      exclusiveTurns: [
        { startMs: 0, endMs: 750, speaker: 'A' },
        { startMs: 750, endMs: 1000, speaker: 'B' },
      ],
    });
  });

  it('gives every instant to the last cue that covers it', () => {
    const times = fc.tuple(fc.nat(40), fc.nat(40), fc.constantFrom('A', 'B', 'C'));
    fc.assert(
      fc.property(fc.array(times, { maxLength: 8 }), (list) => {
        const cues = list.map(([startMs, endMs, speaker]) => cue(startMs, endMs, speaker));
        const { exclusiveTurns } = turnsFromCues(cues);
        const inOrder = [...cues].sort(
          (a, b) => a.startMs - b.startMs || a.endMs - b.endMs || ((a.speaker ?? '') < (b.speaker ?? '') ? -1 : 1),
        );
        for (let ms = 0; ms < 41; ms++) {
          const covers = (span: { startMs: number; endMs: number }): boolean => span.startMs <= ms && span.endMs > ms;
          const held = exclusiveTurns.filter(covers).map((turn) => turn.speaker);
          expect(held).toEqual([inOrder.findLast(covers)?.speaker].filter((speaker) => speaker !== undefined));
        }
      }),
    );
  });

  it('returns to the earlier speaker when a shorter cue ends inside a longer one', () => {
    expect(turnsFromCues([cue(0, 100, 'A'), cue(30, 50, 'B')]).exclusiveTurns).toEqual([
      { startMs: 0, endMs: 30, speaker: 'A' },
      { startMs: 30, endMs: 50, speaker: 'B' },
      { startMs: 50, endMs: 100, speaker: 'A' },
    ]);
  });

  it('keeps exclusive turns disjoint and covering the same time, for any cues', () => {
    const anyCue = fc
      .tuple(fc.nat(500), fc.integer({ min: 1, max: 200 }), fc.constantFrom('A', 'B', 'C'))
      .map(([startMs, length, speaker]) => cue(startMs, startMs + length, speaker));
    fc.assert(
      fc.property(fc.array(anyCue, { maxLength: 15 }), (cues) => {
        const { turns, exclusiveTurns } = turnsFromCues(cues);
        const total = exclusiveTurns.reduce((sum, turn) => sum + turn.endMs - turn.startMs, 0);
        expect(total).toBe(coveredMs(exclusiveTurns));
        expect(coveredMs(exclusiveTurns)).toBe(coveredMs(turns));
        expect(coveredMs(turns)).toBe(coveredMs(cues));
      }),
    );
  });
});

describe('turns and cues', () => {
  const turns: Turn[] = [
    { startMs: 5, endMs: 9, speaker: 'B' },
    { startMs: 0, endMs: 6, speaker: 'A' },
    { startMs: 9, endMs: 12, speaker: 'A' },
  ];
  it('makes one empty cue per turn, in order', () => {
    const cues = cuesFromTurns(turns);
    expect(cues.map(({ id, startMs, speaker }) => [id, startMs, speaker])).toEqual([
      ['c1', 0, 'A'],
      ['c2', 5, 'B'],
      ['c3', 9, 'A'],
    ]);
    expect(sameTurns(turnsFromCues(cues).turns, turns)).toBe(true);
    expect(sameTurns(turns, turns.slice(1))).toBe(false);
  });
  it('counts turns that share time with another speaker', () => {
    expect(countOverlappingTurns(turns)).toBe(2);
  });
});
