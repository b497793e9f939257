import { describe, expect, it } from 'vitest';
import type { Cue, Turn, Word } from '../../timeline/types.ts';
import { newDocument } from '../new-document.ts';
import type { VoxlaneDocument } from '../types.ts';
import { applyOperations } from './apply.ts';
import { replayOperations } from './replay.ts';

/** `A:hello there` is a cue of speaker A with two words, one every 500 ms. */
function documentOf(cues: readonly string[], names: Readonly<Record<string, string>>, firstWord = 1): VoxlaneDocument {
  const words: Word[] = [];
  const turns: Turn[] = [];
  let atMs = 0;
  const list = cues.map((text, index): Cue => {
    const [speaker = '', line = ''] = text.split(':');
    const startMs = atMs;
    const wordIds = line.split(' ').map((word) => {
      const id = `w${words.length + firstWord}`;
      words.push({
        ...{ id, startMs: atMs, endMs: atMs + 400, text: word, confidence: 1, timing: 'dtw', engine: 't' },
        speaker,
      });
      atMs += 500;
      return id;
    });
    turns.push({ startMs, endMs: atMs, speaker });
    return { id: `c${index + 1}`, startMs, endMs: atMs, lines: [line], speaker, wordIds };
  });
  const speakers = Object.entries(names).map(([id, name]) => ({ id, name }));
  return newDocument({ speakers, words, cues: list, turns, exclusiveTurns: turns });
}

const names = { S1: 'Speaker 1', S2: 'Speaker 2' };
const before = documentOf(['S1:good morning', 'S2:hello there you', 'S1:how are you'], names);

function stored(operations: readonly unknown[]) {
  const result = applyOperations(before, operations);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.applied.map(({ operation }) => operation);
}

describe('replayOperations', () => {
  it('finds speakers again by who talks when, not by their ids', () => {
    const swapped = documentOf(['S2:good morning', 'S1:hello there you', 'S2:how are you'], names);
    const edits = stored([
      { kind: 'rename-speaker', speaker: 'S1', name: 'Anna' },
      { kind: 'assign-cue-speaker', cue: 'c2', speaker: 'S1' },
    ]);
    const { document, conflicts } = replayOperations(swapped, edits, { before });
    expect(conflicts).toEqual([]);
    expect(document.speakers).toEqual([
      { id: 'S1', name: 'Speaker 1' },
      { id: 'S2', name: 'Anna' },
    ]);
    expect(document.cues.map((cue) => cue.speaker)).toEqual(['S2', 'S2', 'S2']);
    expect(document.words.every((word) => word.speaker === 'S2')).toBe(true);
  });

  it('finds cues again by text and time when they are numbered anew', () => {
    const renumbered = documentOf(['S1:good', 'S1:morning', 'S2:hello there you', 'S1:how are you'], names, 50);
    const edits = stored([
      { kind: 'set-cue-lines', cue: 'c3', lines: ['How are you?'] },
      { kind: 'split-cue', cue: 'c2', at: { word: 'w4' } },
      { kind: 'set-cue-lines', cue: 'c2.2', lines: ['there, you'] },
      { kind: 'delete-cue', cue: 'c1' },
    ]);
    const { document, applied, conflicts } = replayOperations(renumbered, edits, { before });
    expect(document.cues.map((cue) => [cue.id, cue.lines[0]])).toEqual([
      ['c1', 'good'],
      ['c2', 'morning'],
      ['c3', 'hello'],
      ['c2.2', 'there, you'],
      ['c4', 'How are you?'],
    ]);
    expect(document.cues[3]?.wordIds).toEqual(['w53', 'w54']);
    expect(applied.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(conflicts).toEqual([
      { index: 3, operation: { kind: 'delete-cue', cue: 'c1' }, code: 'changed-meanwhile', reason: expect.any(String) },
    ]);
  });

  it('never puts an old text over a new one, and keeps what follows from the lost edit as conflicts too', () => {
    const heardBetter = documentOf(['S1:good morning', 'S2:hello their queue', 'S1:how are you'], names);
    const edits = stored([
      { kind: 'split-cue', cue: 'c2', at: { word: 'w4' } },
      { kind: 'set-cue-lines', cue: 'c2.2', lines: ['There, you!'] },
      { kind: 'set-cue-lines', cue: 'c1', lines: ['Good morning.'] },
    ]);
    const { document, conflicts } = replayOperations(heardBetter, edits, { before });
    expect(conflicts.map(({ index }) => index)).toEqual([0, 1]);
    expect(document.cues.map((cue) => cue.lines[0])).toEqual(['Good morning.', 'hello their queue', 'how are you']);
  });

  it('gives words to a speaker by time where the words themselves changed', () => {
    const heardBetter = documentOf(['S1:good morning', 'S2:hello their queue', 'S1:how are you'], names, 70);
    const edits = stored([{ kind: 'assign-words-speaker', words: ['w4', 'w5'], speaker: 'S1' }]);
    const { document, conflicts } = replayOperations(heardBetter, edits, { before });
    expect(conflicts).toEqual([]);
    expect(document.words.map((word) => word.speaker).join()).toBe('S1,S1,S2,S1,S1,S1,S1,S1');
  });

  it('gives what it makes another id where the old one is taken now', () => {
    const edits = stored([
      { kind: 'insert-cue', startMs: 10, endMs: 20, lines: ['(door)'] },
      { kind: 'set-cue-lines', cue: 'n1', lines: ['(a door)'] },
      { kind: 'add-speaker', name: 'Anna' },
      { kind: 'assign-cue-speaker', cue: 'n1', speaker: 'S3' },
    ]);
    const base = documentOf(['S1:good morning', 'S2:hello there you', 'S1:how are you'], { ...names, S3: 'Speaker 3' });
    const taken = { ...base, cues: base.cues.map((cue, at) => (at === 2 ? { ...cue, id: 'n1' } : cue)) };
    const { document, conflicts } = replayOperations(taken, edits, { before });
    expect(conflicts).toEqual([]);
    expect(document.speakers.map(({ id, name }) => `${id} ${name}`)).toContain('S4 Anna');
    expect(document.cues.find((cue) => cue.id === 'n2')).toMatchObject({ lines: ['(a door)'], speaker: 'S4' });
    expect(document.cues.find((cue) => cue.id === 'n1')?.lines).toEqual(['how are you']);
  });

  it('checks edits that are undone without showing them', () => {
    const edits = stored([
      { kind: 'set-cue-lines', cue: 'c1', lines: ['one'] },
      { kind: 'set-cue-lines', cue: 'c1', lines: ['two'] },
    ]);
    const { document, applied } = replayOperations(before, edits, { before, live: 1 });
    expect(document.cues[0]?.lines).toEqual(['one']);
    expect(applied).toHaveLength(2);
  });

  it('keeps operations of a kind it does not know', () => {
    const { document, conflicts } = replayOperations(before, [{ kind: 'teleport' }], { before });
    expect(document).toBe(before);
    expect(conflicts).toMatchObject([{ index: 0, operation: { kind: 'teleport' }, code: 'operation-invalid' }]);
  });

  it('puts what a model wrote with the cues that still say it, however their lines break', () => {
    const again = documentOf(['S1:good', 'S1:morning', 'S2:hello there you', 'S1:how are they'], names, 50);
    const wrapped = {
      ...again,
      cues: again.cues.map((cue) => (cue.id === 'c3' ? { ...cue, lines: ['hello there', 'you'] } : cue)),
    };
    const edits = stored([
      { kind: 'set-translation-track', language: 'fr' },
      {
        ...{ kind: 'put-translations', language: 'fr' },
        cues: [
          { cue: 'c2', of: 'hello there you', lines: ['salut toi'], by: 'm' },
          { cue: 'c3', of: 'how are you', lines: ['ça va'], by: 'm' },
        ],
      },
      { kind: 'set-cue-translation', cue: 'c3', language: 'fr', lines: ['comment vas-tu'] },
    ]);
    const { document, conflicts } = replayOperations(wrapped, edits, { before });
    expect(document.cues.map((cue) => cue.translations?.['fr'])).toEqual([
      ...[undefined, undefined],
      { of: 'hello there\nyou', lines: ['salut toi'], by: 'm' },
      undefined,
    ]);
    // A person's own wording is not lost without a word.
    expect(conflicts).toMatchObject([{ index: 2, code: 'changed-meanwhile' }]);
  });
});
