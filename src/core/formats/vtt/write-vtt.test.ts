import { describe, expect, it } from 'vitest';
import { newDocument } from '../../document/new-document.ts';
import type { Cue, Word } from '../../timeline/types.ts';
import type { WriteOptions } from '../codec.ts';
import { readVtt } from './read-vtt.ts';
import { writeVtt } from './write-vtt.ts';

const speakers = [
  { id: 'S1', name: 'Anna & <Bob>' },
  { id: 'S2', name: 'Cem' },
];
const cue = (lines: string[], more: Partial<Cue> = {}): Cue => ({
  id: 'c1',
  startMs: 1000,
  endMs: 2000,
  lines,
  wordIds: [],
  ...more,
});
const HEAD = 'WEBVTT\n\nc1\n00:00:01.000 --> 00:00:02.000\n';
function write(cues: Cue[], options?: WriteOptions, more: Parameters<typeof newDocument>[0] = {}) {
  const { text, losses } = writeVtt(newDocument({ cues, ...more }), options);
  return { text, losses: losses.map(({ code, count }) => `${code} ${count}`) };
}

describe('writeVtt', () => {
  it('writes voices with escaped names and text', () => {
    const { text } = write([cue(['a < b & c', '--> d'], { speaker: 'S1' })], {}, { speakers });
    expect(text).toBe(`${HEAD}<v Anna &amp; &lt;Bob&gt;>a &lt; b &amp; c\n--&gt; d\n`);
  });

  it('writes two voices as dashed lines', () => {
    const both = cue(['Hi.', 'Yo.'], { lineSpeakers: ['S2', 'S1'] });
    const { text, losses } = write([both], { dash: 'dash' }, { speakers });
    expect(text).toBe(`${HEAD}<v Cem>-Hi.</v>\n<v Anna &amp; &lt;Bob&gt;>-Yo.</v>\n`);
    expect(losses).toEqual([]);
  });

  it('keeps cues without text, with and without a speaker', () => {
    const { text, losses } = write(
      [cue([], { speaker: 'S2' }), cue([], { id: 'c2', startMs: 3000, endMs: 4000 })],
      {},
      { speakers: speakers.slice(1) },
    );
    expect(text).toBe(`${HEAD}<v Cem></v>\n\nc2\n00:00:03.000 --> 00:00:04.000\n`);
    expect(losses).toEqual([]);
  });

  it('closes and nests tags, and drops what WebVTT lacks', () => {
    const { text, losses } = write([cue(['{\\an8}<i>One <b>two</i> <font color="red">three</font>', '<u>four'])]);
    expect(text).toBe(`${HEAD}<i>One <b>two</b></i> three\n<u>four</u>\n`);
    expect(losses).toEqual(['styling 1']);
  });

  it('makes times legal, saying so', () => {
    const { text, losses } = write([cue(['a'], { startMs: -500, endMs: 0 }), cue(['b'], { id: 'c2', endMs: 500 })]);
    expect(text).toContain('00:00:00.000 --> 00:00:00.001\na');
    expect(text).toContain('00:00:01.000 --> 00:00:01.001\nb');
    expect(losses).toEqual(['negative-times 1', 'cue-lengths 2']);
  });

  it('leaves out identifiers that would break the file', () => {
    const { text, losses } = write([cue(['a'], { id: 'x --> y' }), cue(['b'], { id: 'STYLE' })]);
    expect(text).not.toMatch(/STYLE|x -->/);
    expect(losses).toEqual(['cue-ids 2']);
  });

  it('writes inline timestamps where words still spell the text', () => {
    const word = (id: string, text: string, startMs: number, endMs: number): Word => ({
      id,
      text,
      startMs,
      endMs,
      confidence: 1,
      timing: 'dtw',
      engine: 'e',
    });
    const words = [word('w1', 'Hi', 1000, 1200), word('w2', 'you', 1200, 1500), word('w3', 'there', 1600, 2000)];
    const spelled = cue(['Hi you', 'there'], { wordIds: ['w1', 'w2', 'w3'] });
    const { text, losses } = write([spelled], { wordTimes: true }, { words });
    expect(text).toBe(`${HEAD}Hi <00:00:01.200>you\n<00:00:01.600>there\n`);
    // Only where the word `you` ends (100 ms before the next one starts) has no place.
    expect(losses).toEqual(['word-ends 1']);
    const edited = { ...spelled, lines: ['Hi everyone', 'there'] };
    expect(write([edited], { wordTimes: true }, { words })).toEqual({
      text: `${HEAD}Hi everyone\nthere\n`,
      losses: ['word-times 3'],
    });
  });

  it('forms no arrow out of a name or class that ends in dashes', () => {
    const document = newDocument({
      speakers: [{ id: 'S1', name: 'Bob --' }],
      cues: [{ id: 'c1', startMs: 0, endMs: 1000, lines: ['<c.a-->Hi</c>'], speaker: 'S1', wordIds: [] }],
    });
    expect(writeVtt(document).text).toBe('WEBVTT\n\nc1\n00:00:00.000 --> 00:00:01.000\n<v Bob -- ><c>Hi</c>\n');
  });

  it('gives an imported file back as it was', () => {
    const text =
      'WEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE one\n\n' +
      'intro\n00:00:01.000 --> 00:00:02.000 line:0 align:start\n<v.loud Cem>Hello\n\nNOTE end\n';
    const { document, diagnostics } = readVtt(text);
    expect(diagnostics).toEqual([]);
    expect(writeVtt(document)).toEqual({ text, losses: [] });
  });

  it('keeps styles in front of the cues when the cue they stood before is gone', () => {
    const { document } = readVtt(
      `WEBVTT\n\nSTYLE\na{}\n\nx\n00:01.000 --> 00:02.000\nA\n\ny\n00:03.000 --> 00:04.000\nB\n`,
    );
    const { text } = writeVtt({ ...document, cues: document.cues.slice(1) });
    expect(text).toBe('WEBVTT\n\nSTYLE\na{}\n\ny\n00:00:03.000 --> 00:00:04.000\nB\n');
  });

  it('writes a cue with more lines than a call takes arguments', () => {
    const lines = Array.from({ length: 200_000 }, () => 'a');
    const cues = [{ id: 'c1', startMs: 0, endMs: 1000, lines, wordIds: [] }];
    expect(
      writeVtt(newDocument({ cues }))
        .text.split('\n')
        .filter((line) => line === 'a').length,
    ).toBe(200_000);
  });

  it('writes a bare header for a document without cues', () => {
    expect(write([]).text).toBe('WEBVTT\n');
  });
});
