import { describe, expect, it } from 'vitest';
import { newDocument } from '../../document/new-document.ts';
import type { Cue } from '../../timeline/types.ts';
import type { WriteOptions } from '../codec.ts';
import { writeSrt } from './write-srt.ts';

const speakers = [
  { id: 'S1', name: 'Anna' },
  { id: 'S2', name: 'Bob' },
];
let next = 0;
const cue = (lines: string[], more: Partial<Cue> = {}): Cue => {
  const startMs = 1000 * next++;
  return { id: `c${next}`, startMs, endMs: startMs + 500, lines, wordIds: [], ...more };
};
function write(cues: Cue[], options?: WriteOptions, more: Parameters<typeof newDocument>[0] = {}) {
  next = 0;
  const numbered = cues.map((one, index) => ({ ...one, id: `c${index + 1}` }));
  const { text, losses } = writeSrt(newDocument({ speakers, cues: numbered, ...more }), options);
  return { text, losses: losses.map(({ code, count }) => `${code} ${count}`) };
}
const textLines = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !/^\d+$|-->/.test(line));
const used = ['unused-speakers 2'];

describe('writeSrt', () => {
  it('numbers cues, separates them by one blank line and ends with a newline', () => {
    const long = cue(['Far away'], { startMs: 360_000_000, endMs: 360_000_042 });
    expect(write([cue(['One', 'two'], { startMs: 0, endMs: 500 }), long])).toEqual({
      text: '1\n00:00:00,000 --> 00:00:00,500\nOne\ntwo\n\n2\n100:00:00,000 --> 100:00:00,042\nFar away\n',
      losses: used,
    });
  });

  it('writes CRLF and a byte order mark when asked', () => {
    expect(write([cue(['A'], { startMs: 0, endMs: 500 })], { newline: 'crlf', bom: true }).text).toBe(
      '\uFEFF1\r\n00:00:00,000 --> 00:00:00,500\r\nA\r\n',
    );
  });

  it('names speakers only where they change, and only when there are two', () => {
    const talk = (): Cue[] => [
      cue(['One'], { speaker: 'S1' }),
      cue(['Two'], { speaker: 'S1' }),
      cue(['Three'], { speaker: 'S2' }),
    ];
    expect(textLines(write(talk()).text)).toEqual(['Anna: One', 'Two', 'Bob: Three']);
    expect(textLines(write(talk(), { speakerStyle: 'bracket' }).text)).toEqual(['[Anna] One', 'Two', '[Bob] Three']);
    expect(textLines(write(talk(), { speakerStyle: 'none' }).text)).toEqual(['One', 'Two', 'Three']);
    expect(textLines(write(talk().slice(0, 2)).text)).toEqual(['One', 'Two']);
  });

  it('says how speakers fared', () => {
    const turns = [{ startMs: 0, endMs: 500, speaker: 'S1' }];
    const alone = [cue(['One'], { speaker: 'S1', startMs: 0, endMs: 500 })];
    expect(write(alone, {}, { turns }).losses).toEqual(['speakers 1', 'unused-speakers 1']);
    expect(write(alone, { speakerStyle: 'colon' }, { turns }).losses).toEqual([
      'speakers-as-text 1',
      'unused-speakers 1',
    ]);
  });

  it('writes two-speaker cues as dash lines, with the dash of the profile', () => {
    const both = (): Cue[] => [
      cue(['Hi.', 'Hello.'], { lineSpeakers: ['S1', 'S2'] }),
      cue(['And?'], { speaker: 'S2' }),
    ];
    expect(textLines(write(both()).text)).toEqual(['- Anna: Hi.', '- Bob: Hello.', 'And?']);
    expect(textLines(write(both(), { speakerStyle: 'none', dash: 'dash' }).text)).toEqual(['-Hi.', '-Hello.', 'And?']);
  });

  it('holds the place of empty cues', () => {
    const empty = (): Cue[] => [cue([], { speaker: 'S1' }), cue([' '], { speaker: 'S2' }), cue([])];
    const { text, losses } = write(empty());
    expect(textLines(text)).toEqual(['[Anna]', '[Bob]', '[speech]']);
    expect(losses).toContain('empty-cues 3');
    expect(textLines(write(empty(), { speakerStyle: 'none' }).text)).toEqual(['[speech]', '[speech]', '[speech]']);
  });

  it('never lets text end a cue or look like a time line', () => {
    const { text, losses } = write([cue(['a --> b', '', '00:00:01,000 -> 00:00:02,000', 'x\n\ny\0'])]);
    expect(textLines(text)).toEqual(['a → b', '00:00:01,000 → 00:00:02,000', 'x', 'y']);
    expect(losses).toEqual(['arrows 2', 'blank-lines 2', ...used]);
  });

  it('keeps the tags players know and drops the rest, saying so', () => {
    const { text, losses } = write([cue(['{\\an8}<i>a</i> <c.red>b</c> <lang en>c</lang>', '5 < 6 & <applause>'])]);
    expect(textLines(text)).toEqual(['{\\an8}<i>a</i> b c', '5 < 6 & <applause>']);
    expect(losses).toEqual(['styling 1', ...used]);
    expect(textLines(write([cue(['{\\an8}<i>a</i>'])], { stripTags: true }).text)).toEqual(['a']);
  });

  it('reports words, confidence, turns and project data it has no place for', () => {
    const words = [
      { id: 'w1', startMs: 0, endMs: 1, text: 'a', confidence: 0.5, timing: 'dtw', engine: 'e' },
      { id: 'w2', startMs: 1, endMs: 2, text: 'b', confidence: 1, timing: 'dtw', engine: 'e' },
    ] as const;
    const turns = [
      { startMs: 0, endMs: 9, speaker: 'S1' },
      { startMs: 5, endMs: 12, speaker: 'S2', confidence: 0.5 },
    ];
    const { losses } = write([cue(['a'], { wordIds: ['w1'] })], {}, { words, turns, language: 'en' });
    expect(losses).toEqual([
      'words-outside-cues 1',
      'word-times 2',
      'word-confidence 1',
      'turns 2',
      'overlapping-turns 2',
      'turn-confidence 1',
      ...used,
      'project-data 1',
    ]);
  });

  it('writes a newline for a document without cues', () => {
    expect(write([]).text).toBe('\n');
  });
});
