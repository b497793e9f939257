import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AsrDrop, AsrWindowResult } from '../../ports/asr-engine.ts';
import { coveredMs, subtractSpans, type Span } from '../../timeline/span.ts';
import {
  coverageAlert,
  coversMore,
  droppedSpeech,
  dropsWithoutAsr,
  NEAR_MS,
  sparseWindows,
  uncoveredSpeech,
} from './coverage.ts';
import type { PlannedWindow } from './windows.ts';

function window(index: number, ...speech: [number, number][]): PlannedWindow {
  const spans = speech.map(([startMs, endMs]) => ({ startMs, endMs }));
  return { index, startMs: spans[0]?.startMs ?? 0, endMs: spans.at(-1)?.endMs ?? 0, speech: spans };
}

function result(index: number, words: [number, number][], drops: AsrDrop[] = []): AsrWindowResult {
  return {
    index,
    words: words.map(([startMs, endMs]) => ({ startMs, endMs, text: 'four', confidence: 1, timing: 'dtw' })),
    drops,
    text: '',
    language: 'en',
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}

describe('droppedSpeech', () => {
  it('names speech without words and leaves speech near words alone', () => {
    const windows = [window(0, [0, 2000], [3000, 5000])];
    expect(droppedSpeech(windows, [result(0, [[200, 1600]])])).toEqual([
      { startMs: 3000, endMs: 5000, reason: 'empty-decode' },
    ]);
  });

  it('keeps the reason of the engine, only where there is speech, and adds the channel', () => {
    const drops: AsrDrop[] = [
      { startMs: 0, endMs: 2500, reason: 'no-speech-token', detail: '0.9' },
      { startMs: 500, endMs: 1500, reason: 'low-confidence' },
    ];
    expect(droppedSpeech([window(0, [0, 1000], [2000, 4000])], [result(0, [], drops)], 1)).toEqual([
      { startMs: 0, endMs: 1000, reason: 'no-speech-token', detail: '0.9', channel: 1 },
      { startMs: 2000, endMs: 2500, reason: 'no-speech-token', detail: '0.9', channel: 1 },
      { startMs: 2500, endMs: 4000, reason: 'empty-decode', channel: 1 },
    ]);
  });

  it('counts every millisecond of speech once: near a word or dropped', () => {
    const lengths = fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 5000 })), { minLength: 1, maxLength: 8 });
    const spans = fc.array(fc.tuple(fc.nat(30_000), fc.integer({ min: 1, max: 2000 })), { maxLength: 8 });
    const reasons = fc.constantFrom('no-speech-token', 'repetition-loop', 'hallucination-phrase', 'decode-failed');
    fc.assert(
      fc.property(lengths, spans, fc.array(fc.tuple(fc.nat(30_000), fc.nat(9000), reasons)), (gaps, words, cuts) => {
        let at = 0;
        const speech = gaps.map(([gap, length]): [number, number] => {
          const startMs = at + gap;
          at = startMs + length;
          return [startMs, at];
        });
        const planned = window(0, ...speech);
        const answer = result(
          0,
          words.map(([startMs, length]) => [startMs, startMs + length]),
          cuts.map(([startMs, length, reason]) => ({ startMs, endMs: startMs + length, reason })),
        );
        const dropped = droppedSpeech([planned], [answer]);
        const near = answer.words.map((w) => ({ startMs: w.startMs - NEAR_MS, endMs: w.endMs + NEAR_MS }));
        expect(subtractSpans(planned.speech, [...near, ...dropped])).toEqual([]);
        expect(subtractSpans(dropped, planned.speech)).toEqual([]);
        expect(dropped.reduce((sum, s) => sum + s.endMs - s.startMs, 0)).toBe(coveredMs(dropped));
        expect(dropped.map(({ startMs }) => startMs)).toEqual(
          dropped.map(({ startMs }) => startMs).sort((a, b) => a - b),
        );
      }),
    );
  });

  it('drops everything when there is no recogniser', () => {
    const spans: Span[] = [
      { startMs: 0, endMs: 500 },
      { startMs: 900, endMs: 1000 },
    ];
    expect(dropsWithoutAsr(spans, 0)).toEqual(spans.map((s) => ({ ...s, reason: 'no-asr-model', channel: 0 })));
  });
});

describe('coverageAlert', () => {
  it('sums up by reason and warns when more than a tenth is lost', () => {
    const windows = [window(0, [0, 10_000])];
    const some = droppedSpeech(windows, [result(0, [[0, 8000]])]);
    expect(coverageAlert(windows, some)).toMatchObject({
      code: 'speech-without-text',
      severity: 'warning',
      startMs: 8500,
    });
    expect(coverageAlert(windows, some)?.message).toContain('1.5 s of 10.0 s');
    expect(coverageAlert(windows, some)?.message).toContain('empty-decode 1.5 s');
    const long = [window(0, [0, 20_000])];
    expect(coverageAlert(long, droppedSpeech(long, [result(0, [[0, 18_200]])]))?.severity).toBe('info');
    expect(coverageAlert(long, droppedSpeech(long, [result(0, [[0, 19_000]])]))).toBeUndefined();
    expect(coverageAlert(windows, [])).toBeUndefined();
  });
});

describe('sparseWindows', () => {
  const talk: [number, number][] = Array.from({ length: 10 }, (_, i) => [i * 500, i * 500 + 400]);

  it('finds windows with far less text than the recording has', () => {
    const windows = [0, 1, 2, 3].map((index) => window(index, [0, 2500], [2600, 5000]));
    const results = [result(0, talk), result(1, [[0, 400]]), result(2, talk), result(3, talk.slice(0, 6))];
    expect(sparseWindows(windows, results)).toEqual([1]);
  });

  it('finds an empty window, unless it failed, is one span or has hardly any speech', () => {
    const windows = [window(0, [0, 2500], [2600, 5000]), window(1, [0, 3000]), window(2, [0, 200], [300, 500])];
    expect(sparseWindows(windows, [result(0, []), result(1, []), result(2, [])])).toEqual([0]);
    const failed = result(0, [], [{ startMs: 0, endMs: 5000, reason: 'decode-failed' }]);
    expect(sparseWindows(windows.slice(0, 1), [failed])).toEqual([]);
  });

  it('prefers the result that writes more of the speech', () => {
    const planned = window(0, [0, 2500], [2600, 5000]);
    expect(coversMore(planned, result(0, talk), result(0, [[0, 400]]))).toBe(true);
    expect(coversMore(planned, result(0, [[0, 400]]), result(0, [[0, 400]]))).toBe(false);
    expect(uncoveredSpeech(planned, result(0, talk))).toEqual([]);
  });
});
