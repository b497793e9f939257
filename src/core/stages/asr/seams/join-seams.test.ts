import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import { spanLengthMs } from '../../../timeline/span.ts';
import { droppedSpeech } from '../coverage.ts';
import { fitWords } from '../merge-words.ts';
import { planWindows, type PlannedWindow, type WindowSettings } from '../windows.ts';
import { joinSeams } from './join-seams.ts';

function word(text: string, startMs: number, endMs: number): AsrWord {
  return { text, startMs, endMs, confidence: 0.9, timing: 'native' };
}

function result(index: number, words: readonly AsrWord[]): AsrWindowResult {
  const text = words.map((heard) => heard.text).join(' ');
  return { index, words, drops: [], text, language: 'en', avgLogProb: 0, noSpeechProb: 0, temperature: 0, notes: [] };
}

function window(index: number, startMs: number, endMs: number): PlannedWindow {
  return { index, startMs, endMs, speech: [{ startMs, endMs }] };
}

function texts(results: readonly AsrWindowResult[]): string[] {
  return results.flatMap((one) => one.words.map(({ text }) => text));
}

/** Windows 0..10 s and 8..18 s. */
const PAIR = [window(0, 0, 10_000), window(1, 8000, 18_000)];

describe('joinSeams', () => {
  it('writes a word that both heard once, from whichever side it stands on', () => {
    const before = [word('one', 7000, 7400), word('two', 8300, 8700), word('three', 9300, 9700)];
    const after = [word('two', 8350, 8720), word('three', 9280, 9690), word('four', 10_500, 10_900)];
    const { windows, results } = joinSeams(PAIR, [result(0, before), result(1, after)]);
    expect(results.map((one) => one.words.map(({ text }) => text))).toEqual([
      ['one', 'two'],
      ['three', 'four'],
    ]);
    expect(results.map(({ text }) => text)).toEqual(['one two', 'three four']);
    expect(windows.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 8990],
      [8990, 18_000],
    ]);
    expect(windows.map(({ speech }) => speech[0])).toEqual([
      { startMs: 0, endMs: 8990 },
      { startMs: 8990, endMs: 18_000 },
    ]);
  });

  it('trusts each window in its half: a word cut at an edge is taken from the other', () => {
    const before = [word('seven', 9300, 9650), word('fo', 9800, 10_000)];
    const after = [word('ven', 8000, 8100), word('seven', 9310, 9640), word('four', 9790, 10_200)];
    expect(texts(joinSeams(PAIR, [result(0, before), result(1, after)]).results)).toEqual(['seven', 'four']);
  });

  it('does not take the same word said again for the same word', () => {
    const at = [8200, 8700, 9200, 9700];
    const heard = at.map((startMs) => word('two', startMs, startMs + 300));
    const before = [word('two', 7700, 8050), ...heard.slice(0, 3)];
    const after = [...heard.slice(1), word('two', 10_200, 10_500)];
    expect(texts(joinSeams(PAIR, [result(0, before), result(1, after)]).results)).toHaveLength(6);
  });

  it('pairs words with rough times by what they say', () => {
    const rough = (list: readonly AsrWord[]): AsrWord[] => list.map((one) => ({ ...one, timing: 'interpolated' }));
    const before = rough([word('we', 8000, 8500), word('were', 8500, 9200), word('here', 9200, 9900)]);
    const after = rough([word('Were', 8000, 8600), word('here,', 8600, 9400), word('then', 9400, 10_500)]);
    const joined = texts(joinSeams(PAIR, [result(0, before), result(1, after)]).results);
    expect(joined.map((text) => text.toLowerCase().replace(',', ''))).toEqual(['we', 'were', 'here', 'then']);
  });

  it('keeps all that one window heard when the other heard nothing', () => {
    const before = [word('one', 8300, 8700), word('two', 9300, 9700)];
    expect(texts(joinSeams(PAIR, [result(0, before), result(1, [])]).results)).toEqual(['one', 'two']);
    expect(texts(joinSeams(PAIR, [result(0, []), result(1, before)]).results)).toEqual(['one', 'two']);
  });

  it('leaves windows alone that do not overlap', () => {
    const windows = [window(0, 0, 8000), window(1, 8000, 9000)];
    const results = [result(0, [word('one', 7000, 8000)]), result(1, [word('one', 8000, 8300)])];
    expect(joinSeams(windows, results)).toEqual({ windows, results });
  });
});

/** Running speech: few different words, so that many stand beside their like. */
const speech = fc
  .array(
    fc.record({
      text: fc.constantFrom('one', 'two', 'seven', 'oh'),
      lengthMs: fc.integer({ min: 150, max: 600 }),
      pauseMs: fc.integer({ min: 0, max: 400 }),
      early: fc.integer({ min: -40, max: 40 }),
      late: fc.integer({ min: -40, max: 40 }),
    }),
    { minLength: 30, maxLength: 150 },
  )
  .map((parts) => {
    let at = 0;
    return parts.map(({ text, lengthMs, pauseMs, early, late }) => {
      const startMs = at + pauseMs;
      at = startMs + lengthMs;
      return { text, startMs, endMs: at, shifts: [early, late] as const };
    });
  });

describe('joinSeams, for any running speech cut anywhere', () => {
  it('gives every word once, in order, and accounts for all speech', () => {
    const kept = fc.constantFrom('dropped', 'garbled', 'whole');
    fc.assert(
      fc.property(speech, kept, fc.integer({ min: 10_000, max: 20_000 }), (said, edge, maxMs) => {
        const span = { startMs: 0, endMs: said.at(-1)?.endMs ?? 0 };
        const settings: WindowSettings = { maxMs, maxGapMs: 2000, padMs: 0, overlapMs: 2000, bounds: span };
        const planned = planWindows([span], undefined, settings);
        const results = planned.map((one, index) => {
          const words = said.flatMap(({ text, startMs, endMs, shifts }) => {
            const [from, to] = [Math.max(startMs, one.startMs), Math.min(endMs, one.endMs)];
            if (to - from < 30) return [];
            const shift = shifts[index % 2] ?? 0;
            if (to - from === endMs - startMs) return [word(text, startMs + shift, endMs + shift)];
            return edge === 'dropped' ? [] : [word(edge === 'garbled' ? 'x' : text, from, to)];
          });
          return result(index, fitWords(words, one));
        });
        const joined = joinSeams(planned, results);
        expect(texts(joined.results)).toEqual(said.map(({ text }) => text));
        const words = joined.results.flatMap((one) => one.words);
        words.slice(1).forEach((next, i) => expect(next.startMs).toBeGreaterThanOrEqual(words[i]?.endMs ?? 0));
        expect(joined.windows.reduce((sum, one) => sum + spanLengthMs(one), 0)).toBe(spanLengthMs(span));
        expect(droppedSpeech(joined.windows, joined.results)).toEqual([]);
      }),
    );
  });
});
