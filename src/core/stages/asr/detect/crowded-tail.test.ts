import { describe, expect, it } from 'vitest';
import type { AsrWindowResult } from '../../../ports/asr-engine.ts';
import { withoutCrowdedTail } from './crowded-tail.ts';

const window = { startMs: 1000, endMs: 11_000 };

function result(...words: [startMs: number, endMs: number, confidence: number][]): AsrWindowResult {
  return {
    index: 0,
    words: words.map(([startMs, endMs, confidence], i) => ({
      startMs,
      endMs,
      text: `w${i}`,
      confidence,
      timing: 'dtw',
    })),
    drops: [],
    text: words.map((_, i) => `w${i}`).join(' '),
    language: 'en',
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}

describe('withoutCrowdedTail', () => {
  it('takes out three words in no time at the end, however sure, and names them', () => {
    const heard = result(
      [9000, 9400, 0.9],
      [10_400, 10_930, 0.9],
      [10_940, 10_960, 1],
      [10_960, 10_980, 1],
      [10_980, 11_000, 1],
    );
    const kept = withoutCrowdedTail(heard, window);
    expect(kept.words).toEqual(heard.words.slice(0, 2));
    expect(kept.text).toBe('w0 w1');
    expect(kept.drops).toEqual([
      { startMs: 10_940, endMs: 11_000, reason: 'low-confidence', detail: 'crowded at the end: w2 w3 w4' },
    ]);
    expect(kept.notes.length).toBe(1);
  });

  it('takes out two only when both are doubtful', () => {
    const doubtful = result([9000, 9400, 0.9], [10_960, 10_980, 0.4], [10_980, 11_000, 0.3]);
    expect(withoutCrowdedTail(doubtful, window).words.length).toBe(1);
    const sure = result([9000, 9400, 0.9], [10_960, 10_980, 0.4], [10_980, 11_000, 0.9]);
    expect(withoutCrowdedTail(sure, window)).toBe(sure);
  });

  it('leaves short words elsewhere, a single one and an empty result alone', () => {
    const early = result([5000, 5020, 0.2], [5020, 5040, 0.2], [5040, 5060, 0.2]);
    const single = result([9000, 9400, 0.9], [10_980, 11_000, 0.1]);
    for (const heard of [early, single, result()]) expect(withoutCrowdedTail(heard, window)).toBe(heard);
  });
});
