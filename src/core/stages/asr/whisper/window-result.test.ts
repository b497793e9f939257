import { describe, expect, it } from 'vitest';
import type { AsrWindow } from '../../../ports/asr-engine.ts';
import type { Decoded } from './decode-types.ts';
import type { JudgedDecode } from './decode.ts';
import { createWhisperTokenizer } from './tokenizer.ts';
import { failedResult, windowResult } from './window-result.ts';

const WORDS = ['Ġzero', 'Ġone', 'Ġtwo', 'Ġthree'];
const tokenizer = createWhisperTokenizer(
  {
    tokens: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    added: ['<|endoftext|>', '<|startoftranscript|>', '<|nospeech|>', '<|notimestamps|>'].map((content, i) => ({
      id: 4 + i,
      content,
    })),
  },
  { isMultilingual: undefined, noTimestampsTokenId: undefined },
);
const STAMP = tokenizer.timestampBegin;

/** A 10 s window at 60 s with speech at 61-63 s and 66-68 s. */
const WINDOW: AsrWindow = {
  index: 3,
  startMs: 60_000,
  endMs: 70_000,
  samples: new Float32Array(160_000),
  speech: [
    { startMs: 61_000, endMs: 63_000 },
    { startMs: 66_000, endMs: 68_000 },
  ],
};

function judged(
  tokens: readonly number[],
  decoded: Partial<Decoded> = {},
  quality: Partial<JudgedDecode['quality']> = {},
): JudgedDecode {
  return {
    decoded: {
      tokens,
      logProbs: tokens.map(() => Math.log(0.8)),
      avgLogProb: -0.2,
      noSpeechProb: 0.01,
      language: undefined,
      temperature: 0,
      end: 'end',
      trace: undefined,
      ...decoded,
    },
    quality: { text: '', compressionRatio: 1, repetitive: false, silent: false, doubts: [], ...quality },
    attempts: 1,
  };
}

describe('windowResult', () => {
  it('gives words in media milliseconds with confidence, flagged as interpolated without attention', () => {
    const result = windowResult(
      WINDOW,
      judged([STAMP + 50, 0, 1, STAMP + 150, STAMP + 300, 2, STAMP + 400]),
      tokenizer,
      7,
    );
    expect(result).toMatchObject({ index: 3, text: 'zero one two', drops: [], notes: [] });
    expect(result.words.map((word) => [word.text, word.startMs, word.endMs])).toEqual([
      // 1.0-3.0 s shared 5 : 4 by characters, then 6.0-8.0 s.
      ['zero', 61_000, 62_111],
      ['one', 62_111, 63_000],
      ['two', 66_000, 68_000],
    ]);
    expect(result.words.every((word) => word.timing === 'interpolated' && Math.abs(word.confidence - 0.8) < 1e-9)).toBe(
      true,
    );
  });

  it('is plain JSON: a checkpoint reads back equal', () => {
    const result = windowResult(WINDOW, judged([STAMP, 0, STAMP + 100]), tokenizer, 7);
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(result)));
    expect(Object.keys(JSON.parse(JSON.stringify(result)) as object)).toEqual(
      expect.arrayContaining(['words', 'drops', 'notes']),
    );
  });

  it('drops all speech of a silent decode, with the figures', () => {
    const result = windowResult(
      WINDOW,
      judged([0], { noSpeechProb: 0.9, avgLogProb: -1.5 }, { silent: true }),
      tokenizer,
      7,
    );
    expect(result.words).toEqual([]);
    expect(result.drops).toEqual([
      expect.objectContaining({ startMs: 61_000, endMs: 63_000, reason: 'no-speech-token' }),
      expect.objectContaining({ startMs: 66_000, endMs: 68_000, reason: 'no-speech-token' }),
    ]);
    expect(result.drops[0].detail).toMatch(/0\.90.*-1\.50/);
  });

  it('cuts a loop after its first round and drops the speech behind it', () => {
    const loop = [STAMP + 50, 3, STAMP + 100, STAMP + 100, ...Array.from({ length: 15 }, (_, i) => i % 3)];
    const result = windowResult(
      WINDOW,
      judged(loop, { end: 'loop' }, { doubts: ['loop'], repetitive: true }),
      tokenizer,
      7,
    );
    expect(result.words.map((word) => word.text)).toEqual(['three', 'zero', 'one', 'two']);
    expect(result.notes).toEqual(
      expect.arrayContaining([expect.stringMatching(/repetition loop cut: zero one two zero/)]),
    );
    const lastMs = result.words.at(-1)!.endMs;
    expect(result.drops.every((drop) => drop.reason === 'repetition-loop' && drop.startMs >= lastMs)).toBe(true);
  });

  it('accounts for a window without words', () => {
    const result = windowResult(WINDOW, judged([STAMP, STAMP + 5]), tokenizer, 7);
    expect(result.drops.map((drop) => [drop.startMs, drop.endMs, drop.reason])).toEqual([
      [61_000, 63_000, 'empty-decode'],
      [66_000, 68_000, 'empty-decode'],
    ]);
    const unheard = windowResult({ ...WINDOW, speech: [] }, judged([]), tokenizer, 7);
    expect(unheard.drops).toEqual([
      expect.objectContaining({ startMs: 60_000, endMs: 70_000, reason: 'empty-decode' }),
    ]);
  });

  it('tells about retries, the budget and remaining doubt', () => {
    const doubtful = { ...judged([0], { end: 'budget', temperature: 0.4 }, { doubts: ['log-prob'] }), attempts: 6 };
    expect(windowResult(WINDOW, doubtful, tokenizer, 7).notes).toEqual([
      'decoded 6 times, temperature 0.4 kept',
      'stopped at the token budget',
      'in doubt: log-prob',
    ]);
  });
});

describe('failedResult', () => {
  it('drops the speech with the reason', () => {
    expect(failedResult(WINDOW, 'broke')).toMatchObject({
      index: 3,
      words: [],
      drops: [{ reason: 'decode-failed', detail: 'broke' }, { reason: 'decode-failed' }],
    });
  });
});
