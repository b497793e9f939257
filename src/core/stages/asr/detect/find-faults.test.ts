import { describe, expect, it } from 'vitest';
import type { AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import type { PlannedWindow } from '../windows.ts';
import { faultAlert } from './fault-alert.ts';
import { faultsAcross, windowFaults } from './find-faults.ts';
import { repaired } from './repair.ts';
import { foreignShare } from './script.ts';

/** A window of 30 s at `index` that is speech throughout. */
function windowAt(index: number): PlannedWindow {
  const span = { startMs: index * 30_000, endMs: (index + 1) * 30_000 };
  return { index, ...span, speech: [span] };
}

function said(text: string, fromMs: number, wordMs = 300, confidence = 0.9): AsrWord[] {
  return text.split(' ').map((part, i) => ({
    startMs: fromMs + i * wordMs,
    endMs: fromMs + (i + 1) * wordMs,
    text: part,
    confidence,
    timing: 'dtw',
  }));
}

function heard(index: number, words: readonly AsrWord[], rest: Partial<AsrWindowResult> = {}): AsrWindowResult {
  return {
    index,
    words,
    drops: [],
    text: words.map(({ text }) => text).join(' '),
    language: 'en',
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
    ...rest,
  };
}

const times = (text: string, count: number): string => Array.from({ length: count }, () => text).join(' ');
/** 75 different words over 30 s. */
const PLAIN = Array.from({ length: 75 }, (_, i) => `w${(i * 7919) % 1009}x`).join(' ');
const kinds = (result: AsrWindowResult, at = 0): string[] =>
  windowFaults(windowAt(at), result, 'en').map((f) => f.kind);

describe('windowFaults', () => {
  it('finds nothing in ordinary text', () => {
    expect(kinds(heard(0, said(PLAIN, 0, 400)))).toEqual([]);
  });

  it('tells each fault by its kind', () => {
    const filler = said(PLAIN, 0, 400);
    expect(kinds(heard(0, said(times('we go home now', 18), 0, 400)))).toEqual(['loop']);
    const rushed = said('extraordinarily fast words', 17_500, 60);
    expect(kinds(heard(0, [...filler.slice(0, 40), ...rushed]))).toEqual(['impossible-rate']);
    expect(kinds(heard(0, [...filler.slice(0, 60), ...said('a b c d', 25_000, 30)]))).toEqual(['crowded']);
    expect(kinds(heard(0, filler.slice(0, 5)))).toEqual(['too-little-text']);
    expect(kinds(heard(0, said(PLAIN, 0, 400, 0.3)))).toEqual(['low-confidence']);
    expect(kinds(heard(0, filler, { avgLogProb: -1.2 }))).toEqual(['low-confidence']);
    expect(kinds(heard(0, said(times('привет мир снова', 1), 0, 9000), { language: 'tr' }))).toEqual(['wrong-script']);
  });

  it('takes a window that failed for broken', () => {
    const { startMs, endMs } = windowAt(0);
    const failed = heard(0, [], { drops: [{ startMs, endMs, reason: 'decode-failed', detail: 'broke' }] });
    expect(windowFaults(windowAt(0), failed, 'en')).toEqual([
      { startMs, endMs, kind: 'failed', severity: 'broken', evidence: 'broke' },
    ]);
  });
});

describe('faultsAcross', () => {
  it('finds a loop over the seam that neither window shows by itself', () => {
    const left = heard(0, [...said('before it', 0, 300), ...said(times('on and on', 2), 28_000, 300)]);
    const right = heard(1, [...said(times('on and on', 3), 30_000, 300), ...said('after it', 40_000, 300)]);
    const windows = [windowAt(0), windowAt(1)];
    expect([...faultsAcross(windows, [left, right])].map(([at, [one]]) => [at, one.kind, one.evidence])).toEqual([
      [0, 'loop', '5 times over 2 windows: on and on'],
      [1, 'loop', '5 times over 2 windows: on and on'],
    ]);
  });

  it('finds the same short text in three windows in a row, not in two', () => {
    const windows = [0, 1, 2, 3].map(windowAt);
    const results = windows.map(({ index }) =>
      heard(index, said(index < 3 ? 'Thank you!' : 'and now', index * 30_000)),
    );
    expect([...faultsAcross(windows, results).keys()]).toEqual([0, 1, 2]);
    expect([...faultsAcross(windows.slice(1), results.slice(1)).keys()]).toEqual([]);
  });
});

describe('repaired', () => {
  it('cuts a loop faster than speech to its first round and names it', () => {
    const fast = heard(0, [...said('well then', 0), ...said(times('we should go home', 6), 1000, 90)]);
    const result = repaired(fast, windowAt(0));
    expect(result.text).toBe('well then we should go home');
    expect(result.drops).toEqual([
      { startMs: 1360, endMs: 3160, reason: 'repetition-loop', detail: '6 times: we should go home' },
    ]);
    expect(kinds(result)).toContain('loop');
  });

  it('leaves a refrain at the pace of singing alone, unless it is endless', () => {
    const sung = heard(0, said(times('la la la', 5), 0, 500));
    expect(repaired(sung, windowAt(0))).toBe(sung);
    expect(repaired(heard(0, said(times('la la la', 10), 0, 500)), windowAt(0)).text).toBe('la');
  });
});

describe('foreignShare', () => {
  it('knows the scripts of a language', () => {
    expect(foreignShare('Добрый день, как дела сегодня', 'tr')).toBe(1);
    expect(foreignShare('Добрый день, как дела сегодня', 'ru')).toBeUndefined();
    expect(foreignShare('Şöyle güzel bir gündü, değil mi', 'tr')).toBeUndefined();
    expect(foreignShare('今日はとてもいい天気ですねと言った', 'ja')).toBeUndefined();
    expect(foreignShare('今日はとてもいい天気ですねと言った', 'en')).toBe(1);
  });

  it('bears names, mixed speech and languages it does not know', () => {
    expect(foreignShare('Он купил iPhone в магазине вчера', 'ru')).toBeUndefined();
    expect(foreignShare('عندي مشكل فـ connexion internet ديالي', 'ar')).toBeUndefined();
    expect(foreignShare('I have a problem with my internet', 'ar')).toBe(1);
    expect(foreignShare('nuqneH tlhIngan maH je', 'tlh')).toBeUndefined();
    expect(foreignShare('мир', 'en')).toBeUndefined();
  });
});

describe('faultAlert', () => {
  it('counts by kind and is a warning only for broken text', () => {
    const span = { startMs: 10, endMs: 20, evidence: 'x' };
    const loop = { ...span, kind: 'loop', severity: 'doubt' } as const;
    expect(faultAlert([])).toBeUndefined();
    expect(faultAlert([loop, { ...loop, endMs: 90 }], 1)).toMatchObject({
      severity: 'info',
      counts: { loop: 2 },
      startMs: 10,
      endMs: 90,
      channel: 1,
    });
    const foreign = { ...span, kind: 'wrong-script', severity: 'broken' } as const;
    expect(faultAlert([loop, foreign])).toMatchObject({ severity: 'warning', counts: { loop: 1, 'wrong-script': 1 } });
    expect(faultAlert([{ ...span, kind: 'failed', severity: 'broken' }])).toBeUndefined();
  });
});
