import { describe, expect, it } from 'vitest';
import { newDocument } from '../../document/new-document.ts';
import type { Cue } from '../../timeline/types.ts';
import { readTxt } from './read-txt.ts';
import { writeTxt } from './write-txt.ts';

const speakers = [
  { id: 'S1', name: 'Anna' },
  { id: 'S2', name: 'Bob' },
];
const cue = (startMs: number, endMs: number, lines: string[], more: Partial<Cue> = {}): Cue => ({
  id: `c${startMs}`,
  startMs,
  endMs,
  lines,
  wordIds: [],
  ...more,
});
const talk = newDocument({
  speakers,
  cues: [
    cue(5000, 6000, ['<i>One</i>', 'two'], { speaker: 'S1' }),
    cue(6500, 7000, ['three'], { speaker: 'S1' }),
    cue(9000, 9500, ['after a pause'], { speaker: 'S1' }),
    cue(10_000, 11_000, ['Four', 'five'], { lineSpeakers: ['S2', 'S1'] }),
    cue(3_600_000, 3_600_500, [], { speaker: 'S2' }),
  ],
});

describe('writeTxt', () => {
  it('writes one line per speaker block', () => {
    expect(writeTxt(talk).text).toBe(
      '[00:00:05] Anna: One two three\n\n[00:00:09] Anna: after a pause\n\n[00:00:10] Bob: Four\n\n' +
        '[00:00:10] Anna: five\n\n[01:00:00] Bob: [speech]\n',
    );
  });
  it('starts a new paragraph with its own time after a minute of one speaker', () => {
    const cues = Array.from({ length: 30 }, (_, index) => cue(index * 5000, index * 5000 + 4900, [`n${index}`]));
    const { text } = writeTxt(newDocument({ cues }));
    const times = text.split('\n\n').map((block) => block.slice(0, 10));
    expect(times).toEqual(['[00:00:00]', '[00:01:00]', '[00:02:00]']);
  });
  it('leaves out times and names, and joins over longer pauses, when asked', () => {
    expect(writeTxt(talk, { timestamps: false, speakerStyle: 'none', mergePauseMs: 3000 }).text).toBe(
      'One two three after a pause\n\nFour\n\nfive\n\n[speech]\n',
    );
  });
  it('joins scripts without spaces without spaces', () => {
    const cues = [cue(0, 1, ['今日は', '晴れ']), cue(1, 2, ['です'])];
    expect(writeTxt(newDocument({ cues }), { timestamps: false }).text).toBe('今日は晴れです\n');
  });
  it('says what it lost', () => {
    expect(writeTxt(talk).losses.map(({ code, count }) => `${code} ${count}`)).toEqual([
      'cue-times 5',
      'line-breaks 1',
      'styling 1',
      'empty-cues 1',
      'cue-ids 5',
    ]);
  });
});

describe('readTxt', () => {
  it('reads back blocks, each lasting until the next', () => {
    const { document, diagnostics } = readTxt(writeTxt(talk).text);
    expect(document.cues.map(({ startMs, endMs, lines }) => [startMs, endMs, ...lines])).toEqual([
      [5000, 9000, 'One two three'],
      [9000, 10_000, 'after a pause'],
      [10_000, 3_600_000, 'Four'],
      [10_000, 3_600_000, 'five'],
      [3_600_000, 3_601_000],
    ]);
    expect(document.speakers.map((speaker) => speaker.name)).toEqual(['Anna', 'Bob']);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['times-estimated', 'overlap']);
  });
  it('says when the text has no times', () => {
    expect(readTxt('Dear all,\nhello').diagnostics.map((diagnostic) => diagnostic.code)).toEqual([
      'text-untimed',
      'text-untimed',
      'no-cues',
    ]);
  });
});
