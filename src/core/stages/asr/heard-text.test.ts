import { expect, it } from 'vitest';
import type { AsrWindow } from '../../ports/asr-engine.ts';
import { type HeardText, resultOfText, UNTOLD_CONFIDENCE } from './heard-text.ts';

function windowOf(seconds: number, ...speech: (readonly [number, number])[]): AsrWindow {
  return {
    index: 7,
    startMs: 10_000,
    endMs: 10_000 + seconds * 1000,
    samples: new Float32Array(seconds * 16_000),
    speech: speech.map(([startMs, endMs]) => ({ startMs, endMs })),
  };
}

const heard = (text: string, more: Partial<HeardText> = {}): HeardText => ({
  text,
  language: 'en',
  phrases: [],
  words: [],
  ...more,
});

it('spreads words without times over the speech, never into the pause', () => {
  const window = windowOf(10, [11_000, 13_000], [16_000, 18_000]);
  const result = resultOfText(window, heard('aa bb cc dd'));
  expect(result).toMatchObject({ index: 7, text: 'aa bb cc dd', language: 'en', drops: [], notes: [] });
  expect(result.words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [11_000, 12_000],
    [12_000, 13_000],
    [16_000, 17_000],
    [17_000, 18_000],
  ]);
  expect(result.words.every((word) => word.timing === 'interpolated')).toBe(true);
  expect(result.words.every((word) => word.confidence === UNTOLD_CONFIDENCE)).toBe(true);
});

it('spreads the words of timed phrases inside their phrase', () => {
  const window = windowOf(10, [11_000, 19_000]);
  const phrases = [
    { text: ' aa bb', start: 1, end: 3 },
    { text: ' cc', start: 6, end: 8 },
  ];
  const { words } = resultOfText(window, heard('aa bb cc', { phrases }));
  expect(words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
    ['aa', 11_000, 12_000],
    ['bb', 12_000, 13_000],
    ['cc', 16_000, 18_000],
  ]);
});

it('keeps the times and probabilities of an engine that has them, and its spaces', () => {
  const window = windowOf(5, [10_000, 15_000]);
  const words = [
    { text: ' it', start: 0.5, end: 0.9, probability: 0.9 },
    { text: "'s", start: 0.9, end: 1, probability: 0.4 },
    { text: 'me', start: 1.2, end: 1.5, probability: undefined },
  ];
  const result = resultOfText(window, heard("it's me", { words }));
  expect(result.words).toEqual([
    { text: 'it', startMs: 10_500, endMs: 10_900, confidence: 0.9, timing: 'native', spaceBefore: true },
    { text: "'s", startMs: 10_900, endMs: 11_000, confidence: 0.4, timing: 'native', spaceBefore: false },
    { text: 'me', startMs: 11_200, endMs: 11_500, confidence: UNTOLD_CONFIDENCE, timing: 'native', spaceBefore: true },
  ]);
  expect(result.text).toBe("it's me");
});

it('cuts a loop down to its first round and accounts for the speech behind it', () => {
  const window = windowOf(20, [10_000, 30_000]);
  const result = resultOfText(window, heard(`so it goes ${'round and round '.repeat(8)}`));
  expect(result.text).toBe('so it goes round and round');
  expect(result.drops).toHaveLength(1);
  expect(result.drops[0]).toMatchObject({ reason: 'repetition-loop', endMs: 30_000 });
  expect(result.drops[0].startMs).toBe(result.words.at(-1)?.endMs);
  expect(result.notes[0]).toMatch(/^repetition loop cut/);
});

it('drops a sentence known to be invented where there is hardly any speech, and keeps it in speech', () => {
  const thanks = heard('Thanks for watching!');
  expect(resultOfText(windowOf(10, [12_000, 12_500]), thanks)).toMatchObject({
    words: [],
    text: '',
    drops: [{ startMs: 12_000, endMs: 12_500, reason: 'hallucination-phrase', detail: 'Thanks for watching!' }],
  });
  expect(resultOfText(windowOf(2, [10_200, 11_800]), thanks).words).toHaveLength(3);
});

it('says when it heard nothing', () => {
  expect(resultOfText(windowOf(5, [11_000, 12_000]), heard(' '))).toMatchObject({
    words: [],
    drops: [{ startMs: 11_000, endMs: 12_000, reason: 'empty-decode' }],
  });
});

it('keeps every word inside the window, in order, whatever times an engine gives', () => {
  const words = [
    { text: 'a', start: -1, end: 0.4, probability: 7 },
    { text: 'b', start: 0.2, end: 0.1, probability: -1 },
    { text: 'c', start: 90, end: 91, probability: 0.5 },
  ];
  const result = resultOfText(windowOf(1, [10_000, 11_000]), heard('a b c', { words }));
  let before = 10_000;
  for (const word of result.words) {
    expect(word.startMs).toBeGreaterThanOrEqual(before);
    expect(word.endMs).toBeGreaterThan(word.startMs);
    expect(word.endMs).toBeLessThanOrEqual(11_000);
    expect(word.confidence).toBeGreaterThan(0);
    expect(word.confidence).toBeLessThanOrEqual(1);
    before = word.endMs;
  }
  expect(result.words).toHaveLength(3);
});
