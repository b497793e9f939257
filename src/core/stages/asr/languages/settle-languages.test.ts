import { describe, expect, it } from 'vitest';
import type { AsrWindowResult } from '../../../ports/asr-engine.ts';
import { settleLanguages } from './settle-languages.ts';

const LIST = ['tr', 'en'] as const;

/** Windows of so much speech in which the first language is so likely. */
function course(...heard: readonly [speechMs: number, turkish: number][]): string[] {
  const windows = heard.map(([speechMs], index) => {
    const span = { startMs: index * 30_000, endMs: index * 30_000 + speechMs };
    return { index, ...span, speech: [span] };
  });
  const results = heard.map(([, turkish], index): AsrWindowResult => ({
    index,
    words: [],
    drops: [],
    text: '',
    language: turkish >= 0.5 ? 'tr' : 'en',
    languages: { tr: turkish, en: 1 - turkish },
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  }));
  return settleLanguages(windows, results, LIST);
}

describe('settleLanguages', () => {
  it('lets no short or doubtful window differ from its neighbours', () => {
    expect(course([20_000, 0.98], [1000, 0.05], [20_000, 0.98])).toEqual(['tr', 'tr', 'tr']);
    expect(course([20_000, 0.98], [20_000, 0.3], [20_000, 0.98])).toEqual(['tr', 'tr', 'tr']);
  });

  it('follows a long window that is sure, and a change that lasts', () => {
    expect(course([20_000, 0.98], [20_000, 0.02], [20_000, 0.98])).toEqual(['tr', 'en', 'tr']);
    expect(course([20_000, 0.9], [3000, 0.1], [3000, 0.1], [3000, 0.1])).toEqual(['tr', 'en', 'en', 'en']);
  });

  it('gives a window without a verdict to its neighbours, and to the first language when there are none', () => {
    expect(course([20_000, 0.02], [20_000, 0.5], [20_000, 0.02])).toEqual(['en', 'en', 'en']);
    expect(course([20_000, 0.5])).toEqual(['tr']);
    expect(course()).toEqual([]);
  });
});
