import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordsOfText } from './text-words.ts';

const texts = (text: string, language?: string) => wordsOfText(text, language).map((word) => word.text);

it('splits at spaces and keeps punctuation with its word', () => {
  expect(wordsOfText('  Hello,  “big” world!\n', 'en')).toEqual([
    { text: 'Hello,', spaceBefore: true },
    { text: '“big”', spaceBefore: true },
    { text: 'world!', spaceBefore: true },
  ]);
});

it('takes scripts without spaces apart, and says that nothing separates their words', () => {
  const words = wordsOfText('今日はいい天気です。', 'ja');
  expect(words.length).toBeGreaterThan(3);
  expect(words.map((word) => word.text).join('')).toBe('今日はいい天気です。');
  expect(words.map((word) => word.spaceBefore)).toEqual([true, ...words.slice(1).map(() => false)]);
  expect(words.at(-1)?.text).toMatch(/[^。]。$/u);
});

it('gives opening marks to the word behind them', () => {
  const words = texts('他说「你好」。', 'zh');
  expect(words.join('')).toBe('他说「你好」。');
  expect(words.filter((word) => word.startsWith('「'))).toHaveLength(1);
  expect(words.some((word) => word.endsWith('「'))).toBe(false);
  expect(words.at(-1)).toMatch(/」。$/u);
});

it('knows Thai by its dictionary and Latin words in between', () => {
  expect(texts('สวัสดีครับ Voxlane', 'th')).toEqual(['สวัสดี', 'ครับ', 'Voxlane']);
});

it('survives languages nobody knows and text of marks alone', () => {
  expect(texts('你好', 'not a language')).toEqual(['你好']);
  expect(texts('。。「', 'zh')).toEqual(['。。「']);
  expect(texts('\u0000\ufffd ', 'en')).toEqual([]);
});

it('loses nothing that can be shown', () => {
  const piece = fc.constantFrom(
    'a',
    'Z',
    ' ',
    '\n',
    '你',
    '好',
    'カ',
    '。',
    '「',
    '」',
    'ก',
    'า',
    '.',
    '"',
    '!',
    '1',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const words = wordsOfText(text, 'zh');
      const joined = words.map((word) => (word.spaceBefore ? ' ' : '') + word.text).join('');
      expect(joined.trim()).toBe(text.trim().replace(/\s+/gu, ' '));
      expect(words.every((word) => word.text !== '' && !/\s/u.test(word.text))).toBe(true);
    }),
  );
});
