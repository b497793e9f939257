import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer } from './answer.ts';
import { languageCode, languageName } from './language-names.ts';
import { wordsOfAnswer } from './words-of-answer.ts';

const AUDIO_MS = 10_000;
const part = { startMs: 60_000, endMs: 70_000, offsetMs: 0, speech: [{ startMs: 61_000, endMs: 69_000 }] };

function words(value: unknown) {
  const answer = parseAnswer(value, AUDIO_MS);
  return answer === undefined ? undefined : wordsOfAnswer(answer, [part])?.words[0];
}

describe('the answer of a speech server', () => {
  it('gives times of words in the recording, and the spelling of its text', () => {
    expect(
      words({
        text: 'Hello, world.',
        words: [
          { word: 'hello', start: 1, end: 1.5 },
          { word: 'world', start: 1.6, end: 2.25 },
        ],
      }),
    ).toEqual([
      { startMs: 61_000, endMs: 61_500, text: 'Hello,', confidence: 1, timing: 'native' },
      { startMs: 61_600, endMs: 62_250, text: 'world.', confidence: 1, timing: 'native' },
    ]);
  });

  it('spreads a text over the speech by letters', () => {
    const spread = words({ text: 'one three' });
    expect(spread).toMatchObject([
      { startMs: 61_000, text: 'one', timing: 'interpolated' },
      { endMs: 69_000, text: 'three' },
    ]);
    // 3 + 1 and 5 + 1 letters share 8 s.
    expect(spread?.[0]?.endMs).toBe(64_200);
  });

  it('writes scripts without spaces as words that stand close', () => {
    const spread = words({ text: '今天天气很好。' }) ?? [];
    expect(spread.length).toBeGreaterThan(1);
    expect(spread.map(({ text }) => text).join('')).toBe('今天天气很好。');
    expect(spread.slice(1).every(({ spaceBefore }) => spaceBefore === false)).toBe(true);
  });

  it.each([
    ['in milliseconds', [{ word: 'one', start: 1000, end: 61_500 }]],
    ['before the sound', [{ word: 'one', start: -50, end: 1 }]],
    ['missing', [{ word: 'one' }]],
  ])('with times %s is timed by its text instead', (_name, list) => {
    expect(words({ text: 'one', words: list })).toMatchObject([{ text: 'one', timing: 'interpolated' }]);
  });

  it('of several parts at once needs times to tell them apart', () => {
    const parts = [part, { ...part, startMs: 80_000, endMs: 90_000, offsetMs: 11_000 }];
    expect(wordsOfAnswer(parseAnswer({ text: 'one two' }, 21_000)!, parts)).toBeUndefined();
    const answer = parseAnswer(
      {
        text: 'one two',
        segments: [
          { text: ' one', start: 2, end: 3, speaker: 'A' },
          { text: ' two', start: 12, end: 13, speaker: 'B' },
        ],
      },
      21_000,
    );
    const found = wordsOfAnswer(answer!, parts);
    expect(found?.words.map((list) => list.map(({ text }) => text))).toEqual([['one'], ['two']]);
    expect(found?.words[1]?.[0]?.startMs).toBe(81_000);
    expect(found?.turns).toEqual([
      { startMs: 62_000, endMs: 63_000, speaker: 'A' },
      { startMs: 81_000, endMs: 82_000, speaker: 'B' },
    ]);
  });

  it('can be anything: words end up in order inside their part, or it is no answer', () => {
    const time = fc.oneof(fc.double({ min: -2, max: 20 }), fc.double(), fc.constant(null), fc.string());
    const item = fc.record(
      { word: fc.string(), text: fc.string(), start: time, end: time, speaker: fc.oneof(fc.string(), fc.integer()) },
      { requiredKeys: [] },
    );
    const value = fc.record(
      { text: fc.string(), words: fc.array(item), segments: fc.array(item), language: fc.string() },
      { requiredKeys: ['text'] },
    );
    fc.assert(
      fc.property(fc.oneof(value, fc.jsonValue()), (json) => {
        let fromMs = part.startMs;
        for (const word of words(json) ?? []) {
          expect(word.startMs).toBeGreaterThanOrEqual(fromMs);
          expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
          expect(word.endMs).toBeLessThanOrEqual(part.endMs);
          expect(word.text.trim()).not.toBe('');
          expect(word.confidence >= 0 && word.confidence <= 1).toBe(true);
          fromMs = word.startMs;
        }
      }),
    );
  });
});

describe('names of languages', () => {
  it.each([
    ['turkish', 'tr'],
    ['English', 'en'],
    ['pt-BR', 'pt'],
    ['tr', 'tr'],
    ['klingon', undefined],
    [undefined, undefined],
  ])('%s is %s', (name, code) => expect(languageCode(name)).toBe(code));

  it('go there and back', () => {
    for (const code of ['tr', 'en', 'fr', 'zh', 'ar', 'hi']) expect(languageCode(languageName(code))).toBe(code);
  });
});
