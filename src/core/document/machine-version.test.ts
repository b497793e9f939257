import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { type Applied, applyOperation, applyOperations, undoOperations } from './edits/apply.ts';
import { isOutdated } from './edits/is-outdated.ts';
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

  it.each([
    ['a half of it', 'c2', [heard('c2', 1050), { ...split, cue: 'c2', at: { word: 'r2' } }]],
    ['the other half of it', 'c1b', [heard('c2', 1050), { ...split, cue: 'c2', at: { word: 'r2' } }]],
    ['what took it up', 'c1', [heard('c2', 1050), { kind: 'merge-cues', cues: ['c1', 'c2'] }]],
    ['what it was taken up by', 'c2', [heard('c2', 1050), { kind: 'merge-cues', cues: ['c1', 'c2'] }]],
    ['what was heard in what took it up', 'c2', [{ kind: 'merge-cues', cues: ['c1', 'c2'] }, heard('c1', 500)]],
    ['what was heard in its half', 'c1', [split, heard('c1b', 500), { ...said, cue: 'c1' }]],
  ])('brings back a cue that was heard anew by %s', (_, cue, operations) => {
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

  it('brings every cue back, whatever was heard anew, split, merged and undone before, and is itself undone to the same bytes', () => {
    const pick = fc.nat(7);
    const step = fc.oneof(
      fc.record({ do: fc.constant('hear' as const), pick, count: fc.nat(3) }),
      fc.record({ do: fc.constantFrom('split', 'merge', 'say', 'undo'), pick }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.infiniteStream(pick), (wishes, order) => {
        let document = machine();
        const done: { readonly applied: Applied; readonly before: VoxlaneDocument }[] = [];
        const run = (operation: unknown): void => {
          const before = document;
          const result = applyOperation(before, operation);
          if (result.kind === 'refused') return;
          document = result.document;
          done.push({ applied: result, before });
          expect(lintDocument(document).filter(({ severity }) => severity === 'error')).toEqual([]);
        };
        const undo = (): void => {
          const last = done.pop();
          if (last === undefined) return;
          const undone = undoOperations(document, [last.applied.inverse]);
          expect(undone && canonicalJson(undone)).toBe(canonicalJson(last.before));
          document = last.before;
        };
        for (const wish of wishes) {
          const { cues } = document;
          const at = wish.pick % Math.max(1, cues.length);
          const { id: cue, wordIds = [], startMs = 0 } = cues[at] ?? {};
          if (wish.do === 'undo') undo();
          else if (wish.do === 'merge') run({ kind: 'merge-cues', cues: [cue, cues[at + 1]?.id] });
          else if (wish.do === 'say') run({ kind: 'set-cue-lines', cue, lines: ['other words'] });
          else if (wish.do === 'split') run({ kind: 'split-cue', cue, at: { word: wordIds.at(-1) } });
          else if ('count' in wish) {
            const words = Array.from({ length: wish.count }, (_, i) => {
              const fromMs = startMs + 50 + i * 250;
              return { ...heard('', fromMs).words[0], startMs: fromMs, endMs: fromMs + 200 };
            });
            run({ kind: 'rewrite-cue', cue, words, lines: ['heard anew'] });
          }
        }
        const changed = document;
        while (done.length > 0) undo();
        expect(canonicalJson(document)).toBe(canonicalJson(machine()));
        document = changed;
        const left = machine().cues.map(({ id }) => id);
        for (const next of order) {
          if (left.length === 0) break;
          const [id] = left.splice(next % left.length, 1);
          document = restored(document, { cue: id });
          const back = machine().cues.find((cue) => cue.id === id);
          expect(document.cues.find((cue) => cue.id === id)).toEqual(back);
          const words = machine().words.filter((word) => back?.wordIds.includes(word.id));
          expect(document.words.filter((word) => back?.wordIds.includes(word.id))).toEqual(words);
        }
        const own = new Set(machine().cues.map(({ id }) => id));
        expect(document.cues.filter(({ id, wordIds }) => own.has(id) || wordIds.length > 0)).toEqual(machine().cues);
      }),
      { numRuns: 300 },
    );
  });
});

describe('notes of what goes back', () => {
  const french = (cue: string, of: string, lines: readonly string[]) => ({ cue, of, lines, by: 'm' });
  const translated = (...cues: readonly object[]) => [
    { kind: 'set-translation-track', language: 'fr' },
    { kind: 'put-translations', language: 'fr', cues },
  ];
  const inFrench = (document: VoxlaneDocument, id: string): string | undefined => {
    const cue = document.cues.find((entry) => entry.id === id);
    const translation = cue?.translations?.['fr'];
    return cue && translation && `${translation.lines.join('|')}${isOutdated(cue, translation) ? '!' : ''}`;
  };

  it('stay, and are up to date again with the text they were made from', () => {
    const document = edited(...translated(french('c1', 'word1 word2', ['un deux'])), said);
    expect(inFrench(document, 'c1')).toBe('un deux!');
    expect(inFrench(restored(document, { cue: 'c1' }), 'c1')).toBe('un deux');
    const later = edited(said, ...translated(french('c1', 'something else', ['autre'])));
    expect(inFrench(restored(later, 'file'), 'c1')).toBe('autre!');
    expect(restored(later, 'file').translations).toEqual([{ language: 'fr' }]);
  });

  it('of a cue that was split are one again, and of cues that were joined are divided', () => {
    const parts = translated(french('c1', 'word1', ['un']), french('c1b', 'word2', ['deux']));
    expect(inFrench(restored(edited(split, ...parts), { cue: 'c1b' }), 'c1')).toBe('un|deux');
    const joined = edited(
      { kind: 'merge-cues', cues: ['c1', 'c2'] },
      ...translated(french('c1', 'word1 word2\nword3 word4', ['un deux', 'trois quatre'])),
    );
    const apart = restored(joined, { cue: 'c2' });
    expect([inFrench(apart, 'c1'), inFrench(apart, 'c2')]).toEqual(['un deux', 'trois quatre']);
  });

  it('are no reason to take anything back', () => {
    const document = edited(...translated(french('c1', 'word1 word2', ['un deux'])));
    expect(machineVersion(document, machine(), 'file')).toEqual({ kind: 'operations', operations: [] });
  });
});
