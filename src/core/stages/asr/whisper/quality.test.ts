import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Decoded } from './decode-types.ts';
import { entropy, judge } from './quality.ts';
import type { WhisperTokenizer } from './tokenizer.ts';

const WORDS = [
  ' zero',
  ' one',
  ' two',
  ' three',
  ' four',
  ' five',
  ' six',
  ' seven',
  ' eight',
  ' nine',
  ' and',
  ' then',
];
const tokenizer = {
  isText: (id: number) => id < WORDS.length,
  decode: (ids: readonly number[]) => ids.map((id) => WORDS[id]).join(''),
} as WhisperTokenizer;
const deflateSize = (bytes: Uint8Array) => deflateSync(bytes).length;

function decode(tokens: readonly number[], more: Partial<Decoded> = {}): Decoded {
  return {
    tokens,
    logProbs: tokens.map(() => -0.1),
    avgLogProb: -0.1,
    noSpeechProb: 0,
    language: 'en',
    temperature: 0,
    end: 'end',
    trace: undefined,
    ...more,
  };
}

function digits(count: number): number[] {
  let state = 11;
  return Array.from({ length: count }, () => (state = (state * 48_271) % 2_147_483_647) % 10);
}

describe('judge', () => {
  it('accepts digits at up to 1.5 a second, though their vocabulary is tiny', () => {
    for (const count of [1, 5, 20, 32, 45])
      expect(judge(decode(digits(count)), tokenizer, deflateSize).doubts).toEqual([]);
  });

  it('doubts loops by compression and by entropy', () => {
    const loop = Array.from({ length: 45 }, (_, i) => i % 3);
    expect(judge(decode(loop), tokenizer, deflateSize).doubts).toEqual(['compression', 'entropy']);
    expect(judge(decode(loop.slice(0, 12), { end: 'loop' }), tokenizer, deflateSize).doubts).toContain('loop');
  });

  it('doubts an unlikely decode unless it is silence', () => {
    expect(judge(decode([1, 2], { avgLogProb: -1.01 }), tokenizer, deflateSize)).toMatchObject({
      doubts: ['log-prob'],
      silent: false,
    });
    expect(judge(decode([1, 2], { avgLogProb: -1.01, noSpeechProb: 0.61 }), tokenizer, deflateSize)).toMatchObject({
      doubts: [],
      silent: true,
    });
    expect(judge(decode([1, 2], { avgLogProb: -0.99, noSpeechProb: 0.99 }), tokenizer, deflateSize).silent).toBe(false);
  });

  it('an empty decode is not in doubt', () => {
    expect(judge(decode([]), tokenizer, deflateSize)).toMatchObject({ text: '', compressionRatio: 0, doubts: [] });
  });
});

describe('entropy', () => {
  it('is ln n for n equal shares', () => {
    expect(entropy([1, 2, 3, 4])).toBeCloseTo(Math.log(4), 12);
    expect(entropy([7, 7, 7])).toBeCloseTo(0, 12);
  });
});
