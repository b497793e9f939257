import { describe, expect, it } from 'vitest';
import type { Cue, Turn, Word } from '../../timeline/types.ts';
import { newDocument } from '../new-document.ts';
import type { VoxlaneDocument } from '../types.ts';
import { applyOperation, applyOperations } from './apply.ts';

const word = (id: string, startMs: number, text: string, speaker?: string): Word => ({
  ...{ id, startMs, endMs: startMs + 400, text, confidence: 1, timing: 'dtw', engine: 't' },
  ...(speaker === undefined ? {} : { speaker }),
});
const cue = (id: string, startMs: number, endMs: number, more: Partial<Cue> = {}): Cue => ({
  ...{ id, startMs, endMs, lines: ['hi'], wordIds: [] },
  ...more,
});
const turn = (startMs: number, endMs: number, speaker: string, more: Partial<Turn> = {}): Turn => ({
  ...{ startMs, endMs, speaker },
  ...more,
});
const speakers = ['S1', 'S2', 'S3'].map((id) => ({ id, name: id }));
/** Four words, 500 ms each: S1 says three, S2 the last; S3 talks over the second. */
const talk = newDocument({
  speakers,
  words: [
    word('w1', 0, 'one', 'S1'),
    word('w2', 500, 'two', 'S1'),
    word('w3', 1000, 'three', 'S1'),
    word('w4', 1500, 'four', 'S2'),
  ],
  turns: [turn(0, 1500, 'S1', { confidence: 0.9 }), turn(500, 900, 'S3'), turn(1500, 1900, 'S2', { confidence: 0.6 })],
  exclusiveTurns: [turn(0, 1500, 'S1'), turn(1500, 1900, 'S2')],
  cues: [
    cue('c1', 0, 1450, { lines: ['<i>one two', 'three</i>'], speaker: 'S1', wordIds: ['w1', 'w2', 'w3'] }),
    cue('c2', 1500, 1900, { lines: ['four'], speaker: 'S2', wordIds: ['w4'] }),
  ],
});

function after(operation: object, document = talk): VoxlaneDocument {
  const result = applyOperation(document, operation);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.document;
}
const refusalOf = (operation: object, document = talk): string => {
  const result = applyOperation(document, operation);
  return result.kind === 'refused' ? result.code : 'applied';
};

describe('who speaks', () => {
  it('words take their time along: exclusive turns are cut, lanes of third speakers stay', () => {
    const { words, cues, exclusiveTurns, turns } = after({
      kind: 'assign-words-speaker',
      words: ['w2'],
      speaker: 'S2',
    });
    expect(words.map((entry) => entry.speaker)).toEqual(['S1', 'S2', 'S1', 'S2']);
    expect(exclusiveTurns).toEqual([
      turn(0, 500, 'S1'),
      turn(500, 900, 'S2'),
      turn(900, 1500, 'S1'),
      turn(1500, 1900, 'S2'),
    ]);
    expect(turns).toEqual([
      turn(0, 500, 'S1', { confidence: 0.9 }),
      turn(500, 900, 'S3'),
      turn(500, 900, 'S2'),
      turn(900, 1500, 'S1', { confidence: 0.9 }),
      turn(1500, 1900, 'S2', { confidence: 0.6 }),
    ]);
    // Two of its three words are still S1's.
    expect(cues[0]?.speaker).toBe('S1');
  });

  it('neighbouring words take the pause between them, and join the turn they then touch', () => {
    const { exclusiveTurns } = after({ kind: 'assign-words-speaker', words: ['w2', 'w3'], speaker: 'S2' });
    expect(exclusiveTurns).toEqual([
      turn(0, 500, 'S1'),
      turn(500, 1400, 'S2'),
      turn(1400, 1500, 'S1'),
      turn(1500, 1900, 'S2'),
    ]);
  });

  it('a cue follows when all its words do, and takes all its words when it is assigned', () => {
    const words = after({ kind: 'assign-words-speaker', words: ['w1', 'w2', 'w3'], speaker: 'S3' });
    const whole = after({ kind: 'assign-cue-speaker', cue: 'c1', speaker: 'S3' });
    expect(words.cues[0]?.speaker).toBe('S3');
    expect(whole).toEqual(words);
  });

  it('a cue without words claims its time on screen, on its own channel only', () => {
    const split = newDocument({
      speakers: [
        { id: 'S1', name: 'a', channel: 0 },
        { id: 'S2', name: 'b', channel: 1 },
      ],
      exclusiveTurns: [turn(0, 100, 'S1', { channel: 0 }), turn(0, 100, 'S2', { channel: 1 })],
      cues: [cue('c1', 0, 50, { speaker: 'S1', lines: [] })],
    });
    expect(after({ kind: 'assign-cue-speaker', cue: 'c1', speaker: 'S2' }, split).exclusiveTurns).toEqual([
      turn(0, 100, 'S2', { channel: 1 }),
      turn(0, 50, 'S2', { channel: 0 }),
      turn(50, 100, 'S1', { channel: 0 }),
    ]);
  });

  it('merging joins touching turns and makes a dialogue of one person a plain cue', () => {
    const dash = { ...talk, cues: [cue('c1', 0, 1900, { lines: ['a', 'b'], lineSpeakers: ['S1', 'S2'] })] };
    const merged = after({ kind: 'merge-speakers', speaker: 'S2', into: 'S1' }, dash);
    expect(merged.speakers.map(({ id }) => id)).toEqual(['S1', 'S3']);
    expect(merged.exclusiveTurns).toEqual([turn(0, 1900, 'S1')]);
    expect(merged.turns).toEqual([turn(0, 1900, 'S1', { confidence: 0.6 }), turn(500, 900, 'S3')]);
    expect(merged.cues).toEqual([cue('c1', 0, 1900, { lines: ['a', 'b'], speaker: 'S1' })]);
    expect(merged.words.every((entry) => entry.speaker === 'S1')).toBe(true);
  });
});

describe('splitting', () => {
  const split = (at: object, document = talk) => after({ kind: 'split-cue', cue: 'c1', at }, document).cues;

  it('at a word: text, words and tags go with it', () => {
    expect(split({ word: 'w2' })).toMatchObject([
      { id: 'c1', startMs: 0, endMs: 500, lines: ['<i>one</i>'], speaker: 'S1', wordIds: ['w1'] },
      { id: 'c1.2', startMs: 500, endMs: 1450, lines: ['<i>two', 'three</i>'], speaker: 'S1', wordIds: ['w2', 'w3'] },
      { id: 'c2' },
    ]);
  });

  it('at a place in the text: words go with their text, not with the time', () => {
    expect(split({ timeMs: 200, line: 1, offset: 0 })).toMatchObject([
      { endMs: 200, lines: ['<i>one two</i>'], wordIds: ['w1', 'w2'] },
      { startMs: 200, lines: ['<i>three</i>'], wordIds: ['w3'] },
      {},
    ]);
  });

  it('finds words after small corrections, and asks where to split after larger ones', () => {
    const corrected = after({ kind: 'set-cue-lines', cue: 'c1', lines: ['One, too three!'] });
    expect(split({ word: 'w3' }, corrected)[1]?.lines).toEqual(['three!']);
    const rewritten = after({ kind: 'set-cue-lines', cue: 'c1', lines: ['Something else'] });
    expect(refusalOf({ kind: 'split-cue', cue: 'c1', at: { word: 'w3' } }, rewritten)).toBe('text-differs');
    expect(split({ timeMs: 600, line: 0, offset: 10 }, rewritten)).toMatchObject([
      { lines: ['Something'], wordIds: ['w1'] },
      { lines: ['else'], wordIds: ['w2', 'w3'] },
      {},
    ]);
  });

  it.each([
    ['split-outside-cue', { word: 'w1' }],
    ['word-unknown', { word: 'w4' }],
    ['split-outside-cue', { timeMs: 1450, line: 1, offset: 0 }],
    ['split-inside-markup', { timeMs: 500, line: 0, offset: 1 }],
    ['split-without-text', { timeMs: 500, line: 7, offset: 0 }],
    ['split-without-text', { timeMs: 500 }],
  ])('refuses %s', (code, at) => {
    expect(refusalOf({ kind: 'split-cue', cue: 'c1', at })).toBe(code);
  });

  it('keeps the order when another cue starts between the parts, and never gives an id twice', () => {
    const over = { ...talk, cues: [talk.cues[0] ?? cue('x', 0, 1), cue('o', 100, 1400), cue('c1.2', 1500, 1600)] };
    expect(split({ word: 'w2' }, over).map(({ id }) => id)).toEqual(['c1', 'o', 'c1.3', 'c1.2']);
  });

  it('gives an id that the stored operation can name, whatever that of an imported cue is', () => {
    for (const id of [' intro', 'x'.repeat(200), 'a\u0085']) {
      const file = newDocument({ cues: [cue(id, 0, 1000, { lines: ['one two'] })] });
      const done = applyOperation(file, { kind: 'split-cue', cue: id, at: { timeMs: 500, line: 0, offset: 4 } });
      if (done.kind === 'refused') throw new Error(done.reason);
      expect(applyOperation(file, done.operation)).toEqual(done);
    }
  });

  it('refuses a place inside what is seen as one character', () => {
    const text = 'e\u0301👨‍👩‍👧🇹🇷';
    const file = newDocument({ cues: [cue('c', 0, 1000, { lines: [text] })] });
    const places = Array.from({ length: text.length - 1 }, (_, index) => index + 1);
    const able = places.filter(
      (offset) => refusalOf({ kind: 'split-cue', cue: 'c', at: { timeMs: 500, line: 0, offset } }, file) === 'applied',
    );
    expect(able).toEqual([2, 10]);
  });
});

describe('joining and moving', () => {
  it('two speakers get a line each, and the second split undoes the join', () => {
    const joined = after({ kind: 'merge-cues', cues: ['c1', 'c2'] });
    expect(joined.cues).toEqual([
      cue('c1', 0, 1900, {
        lines: ['<i>one two', 'three</i>', 'four'],
        lineSpeakers: ['S1', 'S1', 'S2'],
        wordIds: ['w1', 'w2', 'w3', 'w4'],
      }),
    ]);
    const again = after({ kind: 'split-cue', cue: 'c1', at: { word: 'w4' } }, joined).cues;
    expect(again.map(({ speaker, lines }) => [speaker, lines])).toEqual([
      ['S1', ['<i>one two', 'three</i>']],
      ['S2', ['four']],
    ]);
  });

  it('refuses cues that do not follow each other or have speakers but no text to tell them apart', () => {
    expect(refusalOf({ kind: 'merge-cues', cues: ['c2', 'c1'] })).toBe('cues-not-adjacent');
    const silent = { ...talk, cues: talk.cues.map((entry) => ({ ...entry, lines: [] })) };
    expect(refusalOf({ kind: 'merge-cues', cues: ['c1', 'c2'] }, silent)).toBe('speakers-differ');
    expect(refusalOf({ kind: 'merge-cues', cues: ['c1', 'c2'], lines: ['x'] })).toBe('speakers-differ');
  });

  it('moves a cue to where its start belongs and leaves words and turns alone', () => {
    const moved = after({ kind: 'set-cue-times', cue: 'c1', startMs: 1600, endMs: 1800 });
    expect(moved.cues.map(({ id }) => id)).toEqual(['c2', 'c1']);
    expect([moved.words, moved.turns, moved.exclusiveTurns]).toEqual([talk.words, talk.turns, talk.exclusiveTurns]);
    expect(refusalOf({ kind: 'set-cue-times', cue: 'c1', startMs: 0, endMs: 4000 })).toBe('times-outside-media');
  });

  it('takes care of what an imported file said about a cue', () => {
    const imported = {
      format: 'vtt',
      blocks: [{ kind: 'note' as const, text: 'n', beforeCueId: 'c1' }],
      cues: [{ cueId: 'c1', originalId: 'intro', settings: 'line:0' }],
    };
    const file = { ...talk, imported };
    expect(after({ kind: 'split-cue', cue: 'c1', at: { word: 'w2' } }, file).imported?.cues).toEqual([
      { cueId: 'c1', originalId: 'intro', settings: 'line:0' },
      { cueId: 'c1.2', settings: 'line:0' },
    ]);
    const gone = after({ kind: 'delete-cue', cue: 'c1' }, file);
    expect(gone.imported).toEqual({
      format: 'vtt',
      blocks: [{ kind: 'note', text: 'n', beforeCueId: 'c2' }],
      cues: [],
    });
    expect(gone.words).toBe(file.words);
  });

  it('needs to know who says what when a dialogue gets another number of lines', () => {
    const dash = { ...talk, cues: [cue('c1', 0, 1900, { lines: ['a', 'b'], lineSpeakers: ['S1', 'S2'] })] };
    const set = { kind: 'set-cue-lines', cue: 'c1' };
    expect(refusalOf({ ...set, lines: ['a'] }, dash)).toBe('line-speakers');
    expect(after({ ...set, lines: ['a'], lineSpeakers: ['S2'] }, dash).cues[0]).toEqual(
      cue('c1', 0, 1900, { lines: ['a'], speaker: 'S2' }),
    );
    expect(after({ ...set, lines: ['x', 'y'] }, dash).cues[0]?.lineSpeakers).toEqual(['S1', 'S2']);
  });
});

describe('inverses', () => {
  it('of thousands of words are short, and unchanged lists are shared', () => {
    const words = Array.from({ length: 5000 }, (_, index) => word(`w${index}`, index * 500, 'x', 'S1'));
    const long = newDocument({ speakers, words });
    const result = applyOperation(long, { kind: 'merge-speakers', speaker: 'S1', into: 'S2' });
    if (result.kind === 'refused') throw new Error(result.reason);
    expect(JSON.stringify(result.inverse).length).toBeLessThan(500);
    const lines = applyOperations(talk, [{ kind: 'set-cue-lines', cue: 'c2', lines: ['4'] }]);
    expect(
      lines.kind === 'applied' && lines.document.words === talk.words && lines.document.cues[0] === talk.cues[0],
    ).toBe(true);
  });
});
