import { describe, expect, it } from 'vitest';
import { applyOperations } from './edits/apply.ts';
import { lintDocument } from './lint.ts';
import { machineVersion, type MachineWish } from './machine-version.ts';
import { newDocument } from './new-document.ts';
import type { VoxlaneDocument } from './types.ts';

/** Four cues of two words a second each, said by two speakers in turn. */
function machine(): VoxlaneDocument {
  const speakers = ['S1', 'S2'].map((id) => ({ id, name: `Speaker ${id[1]}`, color: '#112233' }));
  const turns = [0, 1, 2, 3].map((at) => ({
    startMs: at * 1000,
    endMs: at * 1000 + 1000,
    speaker: `S${(at % 2) + 1}`,
  }));
  const words = turns.flatMap((turn, at) =>
    [0, 1].map((half) => ({
      ...{ id: `w${at * 2 + half + 1}`, startMs: turn.startMs + half * 500, endMs: turn.startMs + half * 500 + 400 },
      ...({ text: `word${at * 2 + half + 1}`, confidence: 0.9, timing: 'native', engine: 'x' } as const),
      speaker: turn.speaker,
    })),
  );
  const cues = turns.map((turn, at) => ({
    ...{ id: `c${at + 1}`, ...turn, lines: [`word${at * 2 + 1} word${at * 2 + 2}`] },
    wordIds: [`w${at * 2 + 1}`, `w${at * 2 + 2}`],
  }));
  return newDocument({ speakers, words, turns, exclusiveTurns: turns, cues });
}

function edited(...operations: readonly unknown[]): VoxlaneDocument {
  const result = applyOperations(machine(), operations);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.document;
}

function restored(document: VoxlaneDocument, wish: MachineWish): VoxlaneDocument {
  const version = machineVersion(document, machine(), wish);
  if (version.kind !== 'operations') throw new Error(version.kind === 'refused' ? version.reason : version.kind);
  const result = applyOperations(document, version.operations);
  if (result.kind === 'refused') throw new Error(result.reason);
  expect(lintDocument(result.document).filter(({ severity }) => severity === 'error')).toEqual([]);
  return result.document;
}

const said = { kind: 'set-cue-lines', cue: 'c1', lines: ['something else'] };
const moved = { kind: 'set-cue-times', cue: 'c1', startMs: 10, endMs: 900 };
const split = { kind: 'split-cue', cue: 'c1', at: { word: 'w2' }, newId: 'c1b' };
const merged = { kind: 'merge-speakers', speaker: 'S2', into: 'S1' };
const renamed = { kind: 'rename-speaker', speaker: 'S1', name: 'Anna' };
const deleted = { kind: 'delete-cue', cue: 'c3' };
const heard = (cue: string, startMs: number) => ({
  ...{ kind: 'rewrite-cue', cue, lines: ['two others'], startMs, endMs: startMs + 900 },
  words: ['two', 'others'].map((text, at) => ({
    ...{ startMs: startMs + at * 400, endMs: startMs + at * 400 + 300, text },
    ...{ confidence: 0.5, timing: 'native', engine: 'y' },
  })),
});

describe('machineVersion', () => {
  it.each([
    ['text and times', 'c1', [said, moved]],
    ['a cue that was split', 'c1', [split, { ...said, cue: 'c1b' }]],
    ['its other half', 'c1b', [split]],
    ['a cue that was deleted', 'c3', [deleted]],
    ['what was heard in a cue', 'c2', [heard('c2', 1050)]],
    ['the speaker of a cue', 'c2', [{ kind: 'assign-cue-speaker', cue: 'c2', speaker: 'S1' }]],
  ])('brings back %s', (_, cue, operations) => {
    const { cues, words } = restored(edited(...operations), { cue });
    expect(cues).toEqual(machine().cues);
    expect(words).toEqual(machine().words);
  });

  it('divides cues that were merged, and leaves other corrections of their speaker alone', () => {
    const document = edited(merged, { kind: 'merge-cues', cues: ['c1', 'c2'] });
    const { cues, words } = restored(document, { cue: 'c2' });
    expect(cues.slice(0, 3)).toEqual(machine().cues.slice(0, 3));
    expect(words.slice(0, 6)).toEqual(machine().words.slice(0, 6));
    expect(cues[3]?.speaker).toBe('S1');
  });

  it('leaves other cues alone', () => {
    const document = edited(said, { ...said, cue: 'c2' });
    expect(restored(document, { cue: 'c1' }).cues.map(({ lines }) => lines[0])).toEqual([
      ...['word1 word2', 'something else', 'word5 word6', 'word7 word8'],
    ]);
  });

  it('gives a speaker its name, colour and words back', () => {
    const document = edited(renamed, { kind: 'set-speaker-color', speaker: 'S1', color: '#ffffff' }, said);
    expect(restored(document, { speaker: 'S1' }).speakers).toEqual(machine().speakers);
    expect(restored(document, { speaker: 'S1' }).cues[0]?.lines).toEqual(['something else']);
    const whole = restored(edited(merged), { speaker: 'S2' });
    expect(whole.words).toEqual(machine().words);
    expect(whole.speakers.map(({ id }) => id).sort()).toEqual(['S1', 'S2']);
  });

  it('brings the whole file back and keeps bookmarks', () => {
    const marks = { kind: 'set-bookmarks', bookmarks: [{ timeMs: 5 }] };
    const chapters = { kind: 'set-chapters', chapters: [{ startMs: 0, endMs: 9, title: 'x' }] };
    const { bookmarks, ...document } = restored(edited(said, split, renamed, deleted, merged, chapters, marks), 'file');
    expect(bookmarks).toEqual([{ timeMs: 5 }]);
    const byId = (list: VoxlaneDocument['speakers']) => [...list].sort((a, b) => a.id.localeCompare(b.id));
    const { speakers, ...rest } = machine();
    expect(byId(document.speakers)).toEqual(speakers);
    expect(document).toMatchObject({ ...rest });
    expect(document.chapters).toBeUndefined();
  });

  it('brings the words of a file back that were heard anew, split and deleted since', () => {
    const half = { ...split, cue: 'c2', at: { word: 'r2' } };
    const document = edited(heard('c2', 1000), half, heard('c4', 3050), { ...deleted, cue: 'c4' });
    const { cues, words } = restored(document, 'file');
    expect(cues).toEqual(machine().cues);
    expect(words.filter(({ engine }) => engine === 'x')).toEqual(machine().words);
  });

  it('does nothing where nothing was changed, and knows no strangers', () => {
    expect(machineVersion(machine(), machine(), 'file')).toEqual({ kind: 'operations', operations: [] });
    expect(machineVersion(machine(), machine(), { cue: 'c9' })).toEqual({ kind: 'unknown' });
    expect(machineVersion(machine(), machine(), { speaker: 'S9' })).toEqual({ kind: 'unknown' });
  });
});
