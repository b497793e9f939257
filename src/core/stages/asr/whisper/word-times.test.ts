import { describe, expect, it } from 'vitest';
import { interpolatedWords } from './interpolate.ts';
import type { WhisperTokenizer } from './tokenizer.ts';
import { alignedWords, fitToSpeech, settle, type TimedWord } from './word-times.ts';

function word(start: number, end: number, text = 'word', probability = 0.9): TimedWord {
  return { start, end, probability, group: { from: 0, to: 1, text, spaceBefore: true } };
}

const times = (words: readonly TimedWord[]) => words.map(({ start, end }) => [start, end]);

describe('fitToSpeech', () => {
  const speech = [
    { start: 1, end: 3 },
    { start: 8, end: 9 },
  ];

  it('does not let a word linger over silence nor start seconds early in it', () => {
    const fitted = fitToSpeech([word(0, 1.5), word(2.5, 7.5), word(7.5, 8.5)], speech);
    expect(times(fitted)).toEqual([
      [1, 1.5],
      [2.5, 3],
      [8, 8.5],
    ]);
  });

  it('gives a word at the very end of one stretch to the next', () => {
    expect(times(fitToSpeech([word(2.98, 8.6)], speech))).toEqual([[8, 8.6]]);
  });

  it('believes a word a little before late detection, and leaves words far from speech alone', () => {
    expect(times(fitToSpeech([word(0.92, 1.4), word(5, 6)], speech))).toEqual([
      [0.92, 1.4],
      [5, 6],
    ]);
    expect(times(fitToSpeech([word(0, 4)], []))).toEqual([[0, 4]]);
  });
});

describe('settle', () => {
  it('orders, separates and bounds words, each at least 20 ms', () => {
    const settled = settle([word(-1, 0.5), word(0.4, 0.4), word(0.4, 0.41), word(9.99, 12)], 10);
    expect(settled[0]).toMatchObject({ start: 0, end: 0.4 });
    settled.forEach((one, i) => {
      expect(one.start).toBeGreaterThanOrEqual(settled[i - 1]?.end ?? 0);
      expect(one.end - one.start).toBeGreaterThan(0.0199);
      expect(one.end).toBeLessThanOrEqual(10);
    });
  });

  it('squeezes words that do not fit rather than losing them', () => {
    const settled = settle(
      Array.from({ length: 10 }, () => word(5, 5)),
      0.1,
    );
    expect(settled).toHaveLength(10);
    expect(settled.at(-1)!.end).toBeCloseTo(0.1, 9);
    expect(settled.every((one) => one.end > one.start)).toBe(true);
  });
});

describe('alignedWords', () => {
  it('runs from the first token to the start of the token behind the last', () => {
    const groups = [
      { from: 0, to: 2, text: 'ab', spaceBefore: true },
      { from: 2, to: 3, text: 'c', spaceBefore: true },
    ];
    const words = alignedWords(groups, Float64Array.of(0.5, 0.6, 1, 1.4), (group) => group.from / 10);
    expect(times(words)).toEqual([
      [0.5, 1],
      [1, 1.4],
    ]);
    expect(words.map((one) => one.probability)).toEqual([0, 0.2]);
  });
});

describe('interpolatedWords', () => {
  const tokenizer = { timestampBegin: 100, isTimestamp: (id: number) => id >= 100 } as WhisperTokenizer;
  const group = (from: number, text: string) => ({ from, to: from + 1, text, spaceBefore: true });

  it('shares a segment by characters and an open one up to the end of the window', () => {
    const tokens = [150, 1, 2, 200, 250, 3];
    const groups = [group(1, 'abc'), group(2, 'a'), group(5, 'last')];
    const words = interpolatedWords(tokenizer, tokens, groups, 10, [], () => 1);
    // Segment 1.0-2.0 s, weights 4 and 2; then 3.0 s to the end.
    expect(times(words)[0][0]).toBeCloseTo(1, 9);
    expect(times(words)[0][1]).toBeCloseTo(1 + 4 / 6, 9);
    expect(times(words)[1][1]).toBeCloseTo(2, 9);
    expect(times(words)[2]).toEqual([3, 10]);
  });

  it('skips silence inside a segment', () => {
    const words = interpolatedWords(
      tokenizer,
      [100, 1, 2, 600],
      [group(1, 'aa'), group(2, 'bb')],
      10,
      [
        { start: 1, end: 2 },
        { start: 7, end: 8 },
      ],
      () => 1,
    );
    expect(times(words)).toEqual([
      [1, 2],
      [7, 8],
    ]);
  });

  it('spreads text without timestamps over the speech of the window', () => {
    const words = interpolatedWords(
      tokenizer,
      [1, 2],
      [group(0, 'a'), group(1, 'b')],
      10,
      [{ start: 2, end: 4 }],
      () => 1,
    );
    expect(times(words)).toEqual([
      [2, 3],
      [3, 4],
    ]);
  });
});
