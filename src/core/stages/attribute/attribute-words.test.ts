import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapMs } from '../../timeline/span.ts';
import type { Turn, Word } from '../../timeline/types.ts';
import { attributeWords } from './attribute-words.ts';

function word(startMs: number, endMs: number, more: Partial<Word> = {}): Word {
  return { id: `w${startMs}`, startMs, endMs, text: 'yes', confidence: 1, timing: 'dtw', engine: 'e', ...more };
}

function turn(speaker: string, startMs: number, endMs: number, more: Partial<Turn> = {}): Turn {
  return { speaker, startMs, endMs, ...more };
}

function speakers(words: readonly Word[], turns: readonly Turn[], options = {}): (string | undefined)[] {
  return attributeWords(words, turns, options).map(({ speaker }) => speaker);
}

describe('attributeWords', () => {
  it('goes by the larger overlap, summed per speaker', () => {
    const turns = [turn('S1', 0, 1000), turn('S2', 1000, 1150), turn('S1', 1150, 1400)];
    expect(speakers([word(800, 1100), word(900, 1250), word(1000, 1120)], turns)).toEqual(['S1', 'S1', 'S2']);
  });

  it('breaks ties by the turn around the middle, then the earlier one', () => {
    expect(speakers([word(900, 1100)], [turn('S2', 0, 1000), turn('S1', 1000, 2000)])).toEqual(['S2']);
    const around = [turn('S1', 900, 950), turn('S2', 960, 1010), turn('S1', 1040, 1041)];
    expect(speakers([word(900, 1100)], around.slice(0, 2))).toEqual(['S2']);
  });

  it('takes the nearest turn in a gap, but not from far away', () => {
    const turns = [turn('S1', 0, 1000), turn('S2', 3000, 4000)];
    expect(speakers([word(1500, 1700), word(2400, 2600), word(5100, 5300)], turns)).toEqual(['S1', 'S2', undefined]);
    expect(speakers([word(1500, 1700)], turns, { maxGapMs: 400 })).toEqual([undefined]);
  });

  it('removes a speaker that the turns do not support', () => {
    const [result] = attributeWords([word(0, 100, { speaker: 'S9' })], []);
    expect(result).not.toHaveProperty('speaker');
  });

  it('smooths a short island with a flicker of a turn', () => {
    const turns = [turn('S1', 0, 1000), turn('S2', 1000, 1300), turn('S1', 1300, 3000)];
    const words = [word(700, 950), word(1000, 1290), word(1320, 1600)];
    expect(speakers(words, turns)).toEqual(['S1', 'S1', 'S1']);
    expect(speakers(words, turns, { islandMs: 0 })).toEqual(['S1', 'S2', 'S1']);
  });

  it('keeps an island that is long, strong, sure, apart or two words wide', () => {
    const flicker = [turn('S1', 0, 1000), turn('S2', 1000, 1300), turn('S1', 1300, 3000)];
    const around = [word(700, 950), word(1500, 1800)] as const;
    const middle = (turns: readonly Turn[], island: Word, [left, right]: readonly [Word, Word] = around) =>
      speakers([left, island, right], turns)[1];
    expect(middle([turn('S1', 0, 1000), turn('S2', 1000, 1450), turn('S1', 1450, 3000)], word(1000, 1410))).toBe('S2');
    expect(middle([turn('S1', 0, 990), turn('S2', 990, 1450), turn('S1', 1450, 3000)], word(1050, 1300))).toBe('S2');
    expect(
      middle(
        flicker.map((t) => ({ ...t, confidence: 0.95 })),
        word(1000, 1290),
      ),
    ).toBe('S2');
    expect(
      middle(
        flicker.map((t) => ({ ...t, confidence: 0.2 })),
        word(1000, 1290),
      ),
    ).toBe('S1');
    expect(middle(flicker, word(1000, 1290), [word(700, 950), word(2400, 2800)])).toBe('S2');
    const two = [word(700, 950), word(1000, 1140), word(1150, 1290), word(1320, 1600)];
    expect(speakers(two, flicker)).toEqual(['S1', 'S2', 'S2', 'S1']);
  });

  it('keeps channels apart', () => {
    const turns = [turn('S1', 0, 5000, { channel: 0 }), turn('S2', 1000, 2000, { channel: 1 })];
    const words = [word(100, 300, { channel: 0 }), word(1200, 1400, { channel: 1 }), word(1500, 1700, { channel: 0 })];
    expect(speakers(words, turns)).toEqual(['S1', 'S2', 'S1']);
    expect(speakers([word(4000, 4200, { channel: 1 })], turns)).toEqual([undefined]);
    expect(speakers([word(4000, 4200)], turns)).toEqual(['S1']);
  });
});

const channel = fc.constantFrom(undefined, 0, 1);
const timeline = <T>(make: (startMs: number, endMs: number, pick: number, channel: number | undefined) => T) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 2500 }), fc.integer({ min: 1, max: 1500 }), fc.nat(2), channel), {
      maxLength: 40,
    })
    .map((steps) => {
      let at = 0;
      return steps.map(([gap, length, pick, own]) => {
        const startMs = at + gap;
        at = startMs + length;
        return make(startMs, at, pick, own);
      });
    });
const anyWords = timeline((startMs, endMs, _, own) => word(startMs, endMs, own === undefined ? {} : { channel: own }));
const anyTurns = timeline((startMs, endMs, pick, own) =>
  turn(`S${pick + 1}`, startMs, endMs, own === undefined ? {} : { channel: own }),
);

describe('attributeWords, for any words and exclusive turns', () => {
  it('changes nothing but the speaker and is idempotent', () => {
    fc.assert(
      fc.property(anyWords, anyTurns, (words, turns) => {
        const once = attributeWords(words, turns);
        expect(once.map(({ speaker: _, ...rest }) => rest)).toEqual(words);
        expect(attributeWords(once, turns)).toEqual(once);
        expect(attributeWords(words, [...turns].reverse())).toEqual(once);
      }),
    );
  });

  it('gives a word inside a turn that speaker, unless it is a short island in a short turn', () => {
    fc.assert(
      fc.property(anyWords, anyTurns, fc.boolean(), (words, turns, smooth) => {
        const options = smooth ? {} : { islandMs: 0 };
        for (const result of attributeWords(words, turns, options)) {
          const own = turns.filter((t) => result.channel === undefined || t.channel === result.channel);
          const home = own.find((t) => t.startMs <= result.startMs && result.endMs <= t.endMs);
          if (home === undefined) continue;
          const lasting = home.endMs - home.startMs >= 400;
          if (!smooth || lasting) expect(result.speaker).toBe(home.speaker);
        }
      }),
    );
  });

  it('never picks a speaker with less overlap, nor one of another channel', () => {
    fc.assert(
      fc.property(anyWords, anyTurns, (words, turns) => {
        for (const result of attributeWords(words, turns, { islandMs: 0 })) {
          const own = turns.filter((t) => result.channel === undefined || t.channel === result.channel);
          const total = (speaker: string | undefined) =>
            own.filter((t) => t.speaker === speaker).reduce((sum, t) => sum + overlapMs(t, result), 0);
          for (const other of new Set(own.map((t) => t.speaker))) {
            expect(total(result.speaker)).toBeGreaterThanOrEqual(total(other));
          }
          const near = own.some((t) => t.startMs - result.endMs <= 1000 && result.startMs - t.endMs <= 1000);
          expect(result.speaker !== undefined).toBe(near);
        }
      }),
    );
  });
});
