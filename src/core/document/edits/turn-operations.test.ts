import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cue, Turn, Word } from '../../timeline/types.ts';
import { newDocument } from '../new-document.ts';
import type { VoxlaneDocument } from '../types.ts';
import { applyOperation, applyOperations } from './apply.ts';
import { replayOperations } from './replay.ts';

const turn = (startMs: number, endMs: number, speaker: string): Turn => ({ startMs, endMs, speaker });
const TEXTS = ['one', 'two', 'three', 'four', 'five', 'six'];
const words = TEXTS.map((text, n): Word => {
  const speaker = n < 3 ? 'S1' : 'S2';
  return {
    ...{ id: `w${n}`, startMs: n * 1000, endMs: n * 1000 + 800, text, confidence: 1 },
    ...{ timing: 'dtw', engine: 't', speaker },
  };
});
const cues: Cue[] = [
  { id: 'c1', startMs: 0, endMs: 2800, lines: ['one two', 'three'], speaker: 'S1', wordIds: ['w0', 'w1', 'w2'] },
  { id: 'c2', startMs: 3000, endMs: 5800, lines: ['four five six'], speaker: 'S2', wordIds: ['w3', 'w4', 'w5'] },
];
/** S1 says three words, S2 three more right after; S3 is heard over the second word without words. */
const talk = newDocument({
  speakers: ['S1', 'S2', 'S3'].map((id) => ({ id, name: id })),
  words,
  turns: [turn(0, 3000, 'S1'), turn(1000, 2000, 'S3'), turn(3000, 6000, 'S2')],
  exclusiveTurns: [turn(0, 3000, 'S1'), turn(3000, 6000, 'S2')],
  cues,
});
const S1 = turn(0, 3000, 'S1');
const S2 = turn(3000, 6000, 'S2');

function after(operation: unknown, document = talk): VoxlaneDocument {
  const result = applyOperation(document, operation);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.document;
}
const refusalOf = (operation: unknown): string => {
  const result = applyOperation(talk, operation);
  return result.kind === 'refused' ? result.code : 'applied';
};
const speakersOf = (document: VoxlaneDocument): string => document.words.map(({ speaker }) => speaker ?? '-').join(' ');
const cuesOf = (document: VoxlaneDocument): unknown[] =>
  document.cues.map(({ startMs, lines, speaker }) => [startMs, lines.join('/'), speaker]);

describe('a turn for another speaker', () => {
  it('takes its words and cues along, joins what it touches, and leaves who talks over it', () => {
    const document = after({ kind: 'assign-turn', turn: S1, speaker: 'S2' });
    expect(document.turns).toEqual([turn(0, 6000, 'S2'), turn(1000, 2000, 'S3')]);
    expect(document.exclusiveTurns).toEqual([turn(0, 6000, 'S2')]);
    expect(speakersOf(document)).toBe('S2 S2 S2 S2 S2 S2');
    expect(document.cues.map(({ id, speaker }) => [id, speaker])).toEqual([
      ['c1', 'S2'],
      ['c2', 'S2'],
    ]);
  });

  it('in part splits the cue where the speaker changes', () => {
    const document = after({ kind: 'assign-turn', turn: S1, speaker: 'S3', startMs: 2000 });
    expect(document.turns).toEqual([turn(0, 2000, 'S1'), turn(1000, 3000, 'S3'), turn(3000, 6000, 'S2')]);
    expect(document.exclusiveTurns).toEqual([turn(0, 2000, 'S1'), turn(2000, 3000, 'S3'), S2]);
    expect(cuesOf(document)).toEqual([
      [0, 'one two', 'S1'],
      [2000, 'three', 'S3'],
      [3000, 'four five six', 'S2'],
    ]);
  });

  it('keeps a dialogue together whose lines are one speaker each', () => {
    const [first] = talk.cues;
    const cue = { id: 'c1', startMs: 0, endMs: 2800, lines: ['one two', 'three'], wordIds: first?.wordIds ?? [] };
    const start = { ...talk, cues: [{ ...cue, lineSpeakers: ['S1', 'S2'] }] };
    const document = after({ kind: 'assign-turn', turn: S1, speaker: 'S3', startMs: 2000 }, start);
    expect(document.cues.map(({ lines, lineSpeakers }) => [lines, lineSpeakers])).toEqual([
      [
        ['one two', 'three'],
        ['S1', 'S3'],
      ],
    ]);
  });

  it('refuses what is no part of it', () => {
    expect(refusalOf({ kind: 'assign-turn', turn: S1, speaker: 'S2', endMs: 3001 })).toBe('outside-turn');
    expect(refusalOf({ kind: 'assign-turn', turn: turn(0, 2999, 'S1'), speaker: 'S2' })).toBe('turn-unknown');
  });
});

describe('an edge', () => {
  const move = (ref: Turn, edge: string, toMs: number, how = 'follow') =>
    after({ kind: 'move-turn-edge', turn: ref, edge, toMs, words: how });

  it('between two who touch moves the words between them, either way and from either side', () => {
    const later = move(S1, 'end', 4900);
    expect(later.turns).toEqual([turn(0, 4900, 'S1'), turn(1000, 2000, 'S3'), turn(4900, 6000, 'S2')]);
    expect(later.exclusiveTurns).toEqual([turn(0, 4900, 'S1'), turn(4900, 6000, 'S2')]);
    expect(speakersOf(later)).toBe('S1 S1 S1 S1 S1 S2');
    expect(cuesOf(later)).toEqual([
      [0, 'one two/three', 'S1'],
      [3000, 'four five', 'S1'],
      [5000, 'six', 'S2'],
    ]);
    expect(move(S2, 'start', 4900)).toEqual(later);
    const earlier = move(S1, 'end', 900);
    expect(speakersOf(earlier)).toBe('S1 S2 S2 S2 S2 S2');
    expect(move(S2, 'start', 900).exclusiveTurns).toEqual(earlier.exclusiveTurns);
    expect(speakersOf(move(S2, 'start', 900))).toBe(speakersOf(earlier));
  });

  it('over others leaves their words when they stay', () => {
    const document = move(S1, 'end', 4900, 'stay');
    expect(document.turns).toEqual([turn(0, 4900, 'S1'), turn(1000, 2000, 'S3'), S2]);
    expect(document.exclusiveTurns).toEqual(talk.exclusiveTurns);
    expect(document.words).toEqual(talk.words);
  });

  it('that leaves free time leaves the words with their speaker', () => {
    const document = move(S2, 'end', 5100);
    expect(document.exclusiveTurns).toEqual([S1, turn(3000, 5100, 'S2')]);
    expect(speakersOf(document)).toBe(speakersOf(talk));
  });

  it('never passes the other end', () => {
    expect(refusalOf({ kind: 'move-turn-edge', turn: S1, edge: 'end', toMs: 0, words: 'stay' })).toBe('times-reversed');
  });
});

describe('turns by hand', () => {
  it('are split and joined without touching words', () => {
    const split = after({ kind: 'split-turn', turn: S1, atMs: 1500 });
    expect(split.exclusiveTurns).toEqual([turn(0, 1500, 'S1'), turn(1500, 3000, 'S1'), S2]);
    const merged = after({ kind: 'merge-turns', turns: [turn(0, 1500, 'S1'), turn(1500, 3000, 'S1')] }, split);
    expect(merged).toEqual(talk);
    expect(refusalOf({ kind: 'merge-turns', turns: [S1, S2] })).toBe('turns-not-adjacent');
  });

  it('are drawn over others, or take their words', () => {
    const add = { kind: 'add-turn', startMs: 3900, endMs: 5000, speaker: 'S3' };
    const over = after({ ...add, words: 'stay' });
    expect([over.turns.length, over.exclusiveTurns, over.words]).toEqual([4, talk.exclusiveTurns, talk.words]);
    const taken = after({ ...add, words: 'follow' });
    expect(taken.turns).toEqual([
      S1,
      turn(1000, 2000, 'S3'),
      turn(3000, 3900, 'S2'),
      turn(3900, 5000, 'S3'),
      turn(5000, 6000, 'S2'),
    ]);
    expect(speakersOf(taken)).toBe('S1 S1 S1 S2 S3 S2');
  });

  it('that go leave the floor and the words to who talks then, or to nobody', () => {
    const document = after({ kind: 'delete-turn', turn: S1 });
    expect(document.exclusiveTurns).toEqual([turn(1000, 2000, 'S3'), S2]);
    expect(speakersOf(document)).toBe('- S3 - S2 S2 S2');
  });

  it('any drag of a shared edge keeps the exclusive view full and each word with who holds its middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5999 }), fc.boolean(), (toMs, isEnd) => {
        const document = move2(isEnd ? S1 : S2, isEnd ? 'end' : 'start', toMs);
        const [left, right] = document.exclusiveTurns;
        expect([left, right]).toEqual([turn(0, toMs, 'S1'), turn(toMs, 6000, 'S2')]);
        for (const word of document.words) {
          expect(word.speaker).toBe((word.startMs + word.endMs) / 2 < toMs ? 'S1' : 'S2');
        }
      }),
    );
  });
});

function move2(ref: Turn, edge: string, toMs: number): VoxlaneDocument {
  return after({ kind: 'move-turn-edge', turn: ref, edge, toMs, words: 'follow' });
}

describe('after a re-run', () => {
  it('turns are found again by speaker and time, doubts by their cue', () => {
    const rename = (id: string): string => (id === 'S1' ? 'S2' : id === 'S2' ? 'S1' : id);
    const swap = <T extends { readonly speaker?: string }>(item: T): T =>
      item.speaker === undefined ? item : { ...item, speaker: rename(item.speaker) };
    const next: VoxlaneDocument = {
      ...talk,
      turns: talk.turns.map((entry) => swap({ ...entry, endMs: entry.speaker === 'S1' ? 2980 : entry.endMs })),
      exclusiveTurns: talk.exclusiveTurns.map(swap),
      words: talk.words.map(swap),
      cues: talk.cues.map((cue) => swap({ ...cue, id: `x${cue.id}` })),
    };
    const result = applyOperations(talk, [
      { kind: 'assign-turn', turn: S1, speaker: 'S3', startMs: 2000, endMs: 2900 },
      { kind: 'delete-turn', turn: turn(1000, 2900, 'S3') },
      { kind: 'mark-reviewed', doubts: [{ kind: 'overlap', cue: 'c2', content: 'x' }], reviewed: true },
    ]);
    if (result.kind === 'refused') throw new Error(result.reason);
    const operations = result.applied.map(({ operation }) => operation);
    const { document, conflicts } = replayOperations(next, operations, { before: talk });
    expect(conflicts).toEqual([]);
    expect(speakersOf(document)).toBe('S2 S2 - S1 S1 S1');
    expect(document.reviewed).toEqual([{ kind: 'overlap', cue: 'xc2', content: 'x' }]);
  });
});
