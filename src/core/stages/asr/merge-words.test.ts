import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AsrWindowResult, AsrWord } from '../../ports/asr-engine.ts';
import { fitWords, mergeWords, voteLanguage } from './merge-words.ts';

function word(startMs: number, endMs: number, text = 'one', confidence = 0.9): AsrWord {
  return { startMs, endMs, text, confidence, timing: 'dtw' };
}

function result(index: number, words: readonly AsrWord[], language?: string): AsrWindowResult {
  return {
    index,
    words,
    drops: [],
    text: words.map(({ text }) => text).join(' '),
    language,
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}

describe('fitWords', () => {
  it('keeps good words as they are, without surrounding spaces', () => {
    expect(fitWords([word(100, 300, ' one'), word(300, 500, 'two')], { startMs: 0, endMs: 1000 })).toEqual([
      word(100, 300, 'one'),
      word(300, 500, 'two'),
    ]);
  });

  it('ends a word where the next begins and pulls words into the window', () => {
    const fitted = fitWords([word(-50, 400), word(300, 2000)], { startMs: 0, endMs: 1000 });
    expect(fitted.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 300],
      [300, 1000],
    ]);
  });

  it('drops empty words and mends what is not a number', () => {
    const fitted = fitWords([word(0, 10, '  '), word(Number.NaN, Number.NaN, 'x', Number.NaN)], {
      startMs: 5,
      endMs: 99,
    });
    expect(fitted).toEqual([word(5, 25, 'x', 0)]);
  });

  it('gives, for any words, ordered words inside the window, and changes nothing the second time', () => {
    const any = fc.array(
      fc.tuple(
        fc.double({ min: -2000, max: 40_000 }),
        fc.double({ min: -2000, max: 40_000 }),
        fc.constantFrom('a', ' ', 'b '),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 30_000 }),
        (raw, startMs, length) => {
          const bounds = { startMs, endMs: startMs + length };
          const fitted = fitWords(
            raw.map(([from, to, text]) => word(from, to, text)),
            bounds,
          );
          let previousEnd = startMs;
          for (const item of fitted) {
            expect(item.startMs).toBeGreaterThanOrEqual(previousEnd);
            expect(item.endMs).toBeGreaterThan(item.startMs);
            expect(item.endMs).toBeLessThanOrEqual(bounds.endMs);
            previousEnd = item.endMs;
          }
          if (length >= raw.length) {
            expect(fitted.map(({ text }) => text)).toEqual(
              raw.map(([, , text]) => text.trim()).filter((text) => text !== ''),
            );
          }
          expect(fitWords(fitted, bounds)).toEqual(fitted);
        },
      ),
    );
  });
});

describe('mergeWords', () => {
  it('writes confidences with three decimals, and a space only where it is missing', () => {
    const words = mergeWords([result(0, [{ ...word(0, 10, 'one', 0.99915519), spaceBefore: true }])], {
      engine: 'tiny',
      channel: undefined,
    });
    expect(words).toEqual([{ ...word(0, 10, 'one', 0.999), id: 'w1', engine: 'tiny' }]);
  });

  it('numbers the words of all windows and names engine and channel', () => {
    const words = mergeWords([result(0, [word(0, 10)]), result(1, [{ ...word(20, 30), spaceBefore: false }])], {
      engine: 'tiny',
      channel: 1,
    });
    expect(words).toEqual([
      { ...word(0, 10), id: 'w1', engine: 'tiny', channel: 1 },
      { ...word(20, 30), id: 'w2', engine: 'tiny', channel: 1, spaceBefore: false },
    ]);
  });
});

describe('voteLanguage', () => {
  const window = (index: number, ms: number) => ({ index, startMs: 0, endMs: ms, speech: [{ startMs: 0, endMs: ms }] });

  it('weighs by speech and ignores windows without words', () => {
    const windows = [window(0, 2000), window(1, 3000), window(2, 9000)];
    const results = [result(0, [word(0, 1)], 'tr'), result(1, [word(0, 1)], 'fr'), result(2, [], 'ja')];
    expect(voteLanguage(windows, results)).toBe('fr');
  });

  it('breaks ties by code and abstains without votes', () => {
    const windows = [window(0, 2000), window(1, 2000)];
    expect(voteLanguage(windows, [result(0, [word(0, 1)], 'tr'), result(1, [word(0, 1)], 'fr')])).toBe('fr');
    expect(voteLanguage(windows, [result(0, [], 'tr'), result(1, [word(0, 1)])])).toBeUndefined();
  });
});
