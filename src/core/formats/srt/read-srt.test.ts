import { describe, expect, it } from 'vitest';
import type { ReadContext } from '../codec.ts';
import { readSrt } from './read-srt.ts';

/** Cues as `start-end|line/line`, and the codes of the diagnostics. */
function read(text: string, context?: ReadContext) {
  const { document, diagnostics } = readSrt(text, context);
  const name = (id: string | undefined): string => document.speakers.find((speaker) => speaker.id === id)?.name ?? '?';
  return {
    document,
    cues: document.cues.map((cue) => `${cue.startMs}-${cue.endMs}|${cue.lines.join('/')}`),
    speakers: document.cues.map(
      (cue) => cue.lineSpeakers?.map(name) ?? (cue.speaker === undefined ? '' : name(cue.speaker)),
    ),
    codes: diagnostics.map((diagnostic) => diagnostic.code),
    diagnostics,
  };
}

const ONE = '00:00:01,000 --> 00:00:02,000';
const TWO = '00:00:03,000 --> 00:00:04,000';
const A_AND_B = ['1000-2000|A', '3000-4000|B'];

describe('SRT blocks', () => {
  it('reads a clean file without a word', () => {
    const result = read(`1\n${ONE}\nA\n\n2\n${TWO}\nB\n`);
    expect(result).toMatchObject({ cues: A_AND_B, codes: [] });
    expect(result.document.imported).toBeUndefined();
  });

  it.each([
    ['byte order mark and CRLF', `\uFEFF1\r\n${ONE}\r\nA\r\n\r\n2\r\n${TWO}\r\nB\r\n`, []],
    ['CR only', `1\r${ONE}\rA\r\r2\r${TWO}\rB`, []],
    ['mixed line ends', `1\r\n${ONE}\nA\r\r\n2\n${TWO}\rB`, []],
    ['no indices', `${ONE}\nA\n\n${TWO}\nB`, ['index-missing', 'index-missing']],
    ['repeated index', `1\n${ONE}\nA\n\n1\n${TWO}\nB`, ['index-repeated']],
    ['wrong index', `1\n${ONE}\nA\n\n7\n${TWO}\nB`, ['index-wrong']],
    ['index that is no number', `1\n${ONE}\nA\n\nzwei\n${TWO}\nB`, ['index-not-a-number']],
    ['missing blank line', `1\n${ONE}\nA\n2\n${TWO}\nB`, ['blank-line-missing']],
    ['missing blank line and index', `${ONE}\nA\n${TWO}\nB`, ['blank-line-missing', 'index-missing', 'index-missing']],
    ['blank line behind the index', `1\n\n${ONE}\nA\n\n2\n\n${TWO}\nB`, []],
    ['blank line behind the times', `1\n${ONE}\n\nA\n\n2\n${TWO}\n\nB`, []],
    ['leading blank lines', `\n\n\n1\n${ONE}\nA\n\n2\n${TWO}\nB`, []],
    ['invisible characters in structure', `\u200B1\n\u0000${ONE}\u007F\nA\n\u200B\n\uFEFF2\n${TWO}\nB`, []],
    ['header junk', `Ripped by nobody\n\n1\n${ONE}\nA\n\n2\n${TWO}\nB`, ['header-junk']],
  ])('%s', (_, text, codes) => {
    expect(read(text)).toMatchObject({ cues: A_AND_B, codes });
  });

  it('keeps the wrong index and the header beside the cues', () => {
    const { document } = read(`junk\n\nx1\n${ONE}\nA\n\n2\n${TWO}\nB`);
    expect(document.imported).toEqual({
      format: 'srt',
      header: 'junk',
      blocks: [],
      cues: [{ cueId: 'c1', originalId: 'x1' }],
    });
  });

  it('does not try every way to read what stands behind the times as settings', () => {
    const rest = `${'a:'.repeat(200)}a b`;
    expect(read(`1\n${ONE} ${rest}\nA`)).toMatchObject({ cues: [`1000-2000|${rest}/A`], codes: ['text-on-time-line'] });
    const { document } = read(`1\n${ONE} align:start  line:0\nA`);
    expect(document.imported?.cues).toEqual([{ cueId: 'c1', settings: 'align:start  line:0' }]);
  });

  it('keeps text behind a blank line inside a cue', () => {
    expect(read(`1\n${ONE}\nA\n\nmore\n\n2\n${TWO}\nB`)).toMatchObject({
      cues: ['1000-2000|A/more', '3000-4000|B'],
      codes: ['blank-line-in-text'],
    });
  });

  it('reads an empty cue followed by one with text, with and without blank lines', () => {
    const expected = ['1000-2000|', '3000-4000|B'];
    expect(read(`1\n${ONE}\n\n2\n${TWO}\nB`).cues).toEqual(expected);
    expect(read(`1\n${ONE}\n2\n${TWO}\nB`).cues).toEqual(expected);
    expect(read(`1\n${ONE}\n\n\n\n2\n${TWO}\nB`).cues).toEqual(expected);
  });

  it('takes numbers for text where they are text', () => {
    expect(read(`1\n${ONE}\n42\n\n2\n${TWO}\nB\n1984`).cues).toEqual(['1000-2000|42', '3000-4000|B/1984']);
    expect(read(`${ONE}\n42\n${TWO}\nB`).cues).toEqual(['1000-2000|42', '3000-4000|B']);
  });

  it('does not take times in dialogue for a cue', () => {
    expect(read(`1\n${ONE}\nOpen\n10:00:00 – 11:00:00\n\n2\n${TWO}\nB`).cues[0]).toBe(
      '1000-2000|Open/10:00:00 – 11:00:00',
    );
    expect(read(`1\n${ONE}\n5\n10:00 – 11:00`).cues).toEqual(['1000-2000|5/10:00 – 11:00']);
    expect(read(`1\n00:00:01,000 – 00:00:02,000\nA\n\n2\n00:00:03,000 – 00:00:04,000\nB`).cues).toEqual(A_AND_B);
  });

  it('leaves out control characters, which no edit of the text could write back', () => {
    const result = read(`1\n${ONE}\nA\vB\u2028C\u001b[0m\u007f\n\u001b\n\tD`);
    expect(result).toMatchObject({ cues: ['1000-2000|A B C[0m/\tD'], codes: ['control-removed'] });
  });

  it('keeps a cue whose times cannot be read, behind the one before', () => {
    const result = read(`1\n${ONE}\nA\n\n2\n00:00:0X,000 --> 00:00:04,000\nB`);
    expect(result).toMatchObject({ cues: ['1000-2000|A', '2000-2000|B'] });
    expect(result.diagnostics[0]).toMatchObject({ code: 'time-line-bad', severity: 'error', line: 6 });
  });

  it('says when there is no cue at all', () => {
    expect(read('just a letter')).toMatchObject({ cues: [], codes: ['no-cues'] });
    expect(read('').codes).toEqual(['no-cues']);
  });
});

describe('SRT times', () => {
  it('loads unsorted, overlapping, zero and negative cues, in order and flagged', () => {
    const text =
      `1\n00:00:05,000 --> 00:00:06,000\nlate\n\n2\n${ONE}\nA\n\n` +
      `3\n00:00:01,500 --> 00:00:01,500\nzero\n\n4\n00:00:09,000 --> 00:00:08,000\nback\n\n` +
      `5\n00:00:01,900 --> 00:00:02,500\nover`;
    const result = read(text);
    expect(result.cues).toEqual([
      '1000-2000|A',
      '1500-1500|zero',
      '1900-2500|over',
      '5000-6000|late',
      '9000-8000|back',
    ]);
    expect(result.codes.sort()).toEqual([
      'duration-negative',
      'duration-zero',
      'overlap',
      'unsorted',
      'unsorted',
      'unsorted',
    ]);
  });

  it('keeps coordinates, and text that stands on the time line', () => {
    const { document, cues, codes } = read(`1\n${ONE} X1:53 X2:303 Y1:438 Y2:453\nA\n\n2\n${TWO} B`);
    expect(cues).toEqual(A_AND_B);
    expect(document.imported?.cues).toEqual([{ cueId: 'c1', settings: 'X1:53 X2:303 Y1:438 Y2:453' }]);
    expect(codes).toEqual(['text-on-time-line']);
  });

  it('asks when every fraction could be frames, and reads frames when told', () => {
    const text = '1\n00:00:01,12 --> 00:00:02,24\nA\n\n2\n00:00:03,00 --> 00:00:04,06\nB';
    expect(read(text)).toMatchObject({ cues: ['1120-2240|A', '3000-4060|B'], codes: ['maybe-frames'] });
    expect(read(text, { framesPerSecond: 25 })).toMatchObject({ cues: ['1480-2960|A', '3000-4240|B'], codes: [] });
    expect(read(text.replace(',24', ',99')).codes).toEqual([]);
  });
});

describe('SRT text', () => {
  it('keeps tags, overrides and broken nesting as they are', () => {
    const line = '{\\an8}<i>One <b>two</i> <font color="#ff0000">three';
    expect(read(`1\n${ONE}\n${line}\n`).document.cues[0]?.lines).toEqual([line]);
  });

  it('keeps joiners, combining marks and right-to-left text', () => {
    const line = '👩‍👩‍👧 e\u0301 שלום ‏مرحبا';
    expect(read(`1\n${ONE}\n${line}\n`).document.cues[0]?.lines).toEqual([line]);
  });

  it('reads a cue of one megabyte', () => {
    const long = 'word '.repeat(200_000).trim();
    expect(read(`1\n${ONE}\n${long}\n`).document.cues[0]?.lines[0]?.length).toBe(long.length);
  });

  it('folds a flood of one diagnostic', () => {
    const text = Array.from({ length: 500 }, () => `${ONE}\nA\n`).join('\n');
    const { diagnostics, document } = read(text);
    expect(document.cues).toHaveLength(500);
    expect(diagnostics.filter((diagnostic) => diagnostic.code === 'index-missing')).toHaveLength(21);
  });
});

describe('speakers in SRT text', () => {
  const text =
    `1\n${ONE}\nANNA: Hello: you\n\n2\n${TWO}\nstill me\n\n3\n00:00:05,000 --> 00:00:06,000\n[Bob] Hi\n\n` +
    `4\n00:00:07,000 --> 00:00:08,000\n- (ANNA) What?\n- Bob: Nothing.`;

  it('stay text, with a hint, unless asked for', () => {
    const result = read(text);
    expect(result.speakers).toEqual(['', '', '', '']);
    expect(result.codes).toEqual(['speaker-prefixes']);
  });

  it('become speakers when asked for; a cue without a name continues the one before', () => {
    const result = read(text, { detectSpeakers: true });
    expect(result.speakers).toEqual(['ANNA', 'ANNA', 'Bob', ['ANNA', 'Bob']]);
    expect(result.cues).toEqual([
      '1000-2000|Hello: you',
      '3000-4000|still me',
      '5000-6000|Hi',
      '7000-8000|What?/Nothing.',
    ]);
    expect(result.codes).toEqual(['speaker-carried']);
  });

  it('are not seen in ordinary sentences and sounds', () => {
    for (const line of [
      'He said: yes',
      '(laughs) no',
      '[door slams]',
      'at 10:30: lunch',
      'Really? Why: because',
      'http://a.b',
    ]) {
      expect(read(`1\n${ONE}\n${line}\n`, { detectSpeakers: true }).speakers).toEqual(['']);
    }
  });

  it('are read back from placeholders of empty cues', () => {
    const result = read(`1\n${ONE}\n[Speaker 2]\n\n2\n${TWO}\n[speech]\n`, { detectSpeakers: true });
    expect(result).toMatchObject({ cues: ['1000-2000|', '3000-4000|'], speakers: ['Speaker 2', ''] });
  });
});
