import { describe, expect, it } from 'vitest';
import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { lintDocument } from '../lint.ts';
import { newDocument } from '../new-document.ts';
import type { VoxlaneDocument } from '../types.ts';
import { applyOperations } from './apply.ts';
import { isOutdated } from './is-outdated.ts';

const LABELS = ['in', 'out'].map((id) => ({ id, name: id, meaning: id }));

function documentOf(...cues: readonly Partial<Cue>[]): VoxlaneDocument {
  return newDocument({
    speakers: ['S1', 'S2'].map((id) => ({ id, name: id })),
    cues: cues.map((cue, at) => ({
      ...{ id: `c${at + 1}`, startMs: at * 4000, endMs: at * 4000 + 4000, lines: [`text ${at + 1}`], wordIds: [] },
      ...cue,
    })),
    media: { name: 'a.wav', contentId: 'x', durationMs: 20_000, channels: 1 },
    translations: [{ language: 'fr' }],
    classSchemas: [{ id: 'voice', name: 'Voice', question: '?', labels: LABELS, characters: true, evidence: true }],
  });
}

function edited(document: VoxlaneDocument, ...operations: readonly unknown[]): readonly Cue[] {
  const result = applyOperations(document, operations);
  if (result.kind === 'refused') throw new Error(result.reason);
  expect(lintDocument(result.document).filter(({ severity }) => severity === 'error')).toEqual([]);
  return result.document.cues;
}

const fr = (of: string, lines: readonly string[], more: Partial<CueTranslation> = {}) => ({
  translations: { fr: { of, lines, by: 'm', ...more } },
});
/** What the translations say, `!` behind those that are out of date. */
const said = (cues: readonly Cue[]): (string | undefined)[] =>
  cues.map((cue) => {
    const translation = cue.translations?.['fr'];
    return translation && `${translation.lines.join('|')}${isOutdated(cue, translation) ? '!' : ''}`;
  });
const split = (line: number, offset: number, timeMs = 2000) => ({
  ...{ kind: 'split-cue', cue: 'c1', at: { timeMs, line, offset } },
});

describe('translations of a cue that is split', () => {
  it('are sure between as many sentences', () => {
    const document = documentOf({
      lines: ['Come here! Now.'],
      ...fr('Come here! Now.', ['Viens ici !', 'Maintenant.']),
    });
    expect(said(edited(document, split(0, 11)))).toEqual(['Viens ici !', 'Maintenant.']);
  });

  it('are divided before a likely word inside a sentence, and to be looked at', () => {
    const lines = ['I never wanted to be a doctor'];
    const document = documentOf({ lines, ...fr(lines[0] ?? '', ['Je n’ai jamais voulu', 'être médecin']) });
    expect(said(edited(document, split(0, 15)))).toEqual([
      'Je n’ai jamais!',
      'voulu\nêtre médecin!'.replace('\n', '|'),
    ]);
  });

  it('are sure between the lines of two people', () => {
    const cue = { lines: ['Who is it', 'Nobody at all'], lineSpeakers: ['S1', 'S2'] };
    const document = documentOf({ ...cue, ...fr('Who is it\nNobody at all', ['Qui est-ce', 'Personne']) });
    expect(said(edited(document, split(1, 0)))).toEqual(['Qui est-ce', 'Personne']);
  });

  it('stay out of date when they were, and whole where they cannot be cut', () => {
    const old = documentOf({ lines: ['One. Two.'], ...fr('Won. Two.', ['Un. Deux.']) });
    expect(said(edited(old, split(0, 5)))).toEqual(['Un.!', 'Deux.!']);
    const short = documentOf({ lines: ['Come here now'], ...fr('Come here now', ['Viens']) });
    expect(said(edited(short, split(0, 5)))).toEqual(['Viens!', undefined]);
  });

  it('keep the source text, its flags, locks and ends where they belong', () => {
    const more = { by: undefined, flags: ['refused'], locked: true, endMs: 4500, alternatives: [['x']] };
    const document = documentOf({ lines: ['one two'], ...fr('one two', ['one two'], more) });
    const [first, second] = edited(document, split(0, 4));
    expect(first?.translations?.['fr']).toEqual({ of: 'one', lines: ['one'], flags: ['refused'], locked: true });
    expect(second?.translations?.['fr']).toEqual({
      ...{ of: 'two', lines: ['two'], flags: ['refused'], locked: true, endMs: 4500 },
    });
  });
});

describe('classes of a cue that is split', () => {
  it('count for both parts, with the quotation where it is from', () => {
    const given = { label: 'in', character: 'Elf', confidence: 0.8, evidence: 'my bow', by: 'm' };
    const document = documentOf({ lines: ['I draw my bow and say'], classes: { voice: given } });
    const [first, second] = edited(document, split(0, 14));
    expect(first?.classes?.['voice']).toEqual(given);
    expect(second?.classes?.['voice']).toEqual({ label: 'in', character: 'Elf', confidence: 0.8, by: 'm' });
  });
});

describe('notes of cues that are joined', () => {
  const merge = { kind: 'merge-cues', cues: ['c1', 'c2'] };

  it('are joined in order, up to date when all were', () => {
    const document = documentOf(
      { ...fr('text 1', ['un']) },
      { ...fr('text 2', ['deux'], { by: 'user', locked: true }) },
    );
    const [cue, ...rest] = edited(document, merge);
    expect(rest).toEqual([]);
    expect(cue?.translations?.['fr']).toEqual({
      of: 'text 1\ntext 2',
      lines: ['un', 'deux'],
      by: 'user',
      locked: true,
    });
  });

  it('are out of date where one is missing or was', () => {
    expect(said(edited(documentOf({ ...fr('text 1', ['un']) }, {}), merge))).toEqual(['un!']);
    const old = documentOf({ ...fr('text 1', ['un']) }, { ...fr('before', ['deux']) });
    expect(said(edited(old, merge))).toEqual(['un|deux!']);
    expect(said(edited(documentOf({ ...fr('text 1', ['un']) }, { lines: [] }), merge))).toEqual(['un']);
  });

  it('stay up to date when the text only breaks elsewhere', () => {
    const document = documentOf({ ...fr('text 1', ['un']) }, { ...fr('text 2', ['deux']) });
    expect(said(edited(document, { ...merge, lines: ['text 1 text 2'] }))).toEqual(['un|deux']);
    expect(said(edited(document, { ...merge, lines: ['text 1 and 2'] }))).toEqual(['un|deux!']);
  });

  it('keep the class of a person, else the first', () => {
    const machine = { label: 'in', confidence: 0.9, by: 'm' };
    const other = { label: 'out', confidence: 0.9, by: 'm' };
    const person = { label: 'out', by: 'user' };
    const of = (a: object | undefined, b: object | undefined) =>
      edited(
        documentOf(
          ...[a, b].map(
            (voice) => (voice === undefined ? {} : { classes: { voice } as Cue['classes'] }) as Partial<Cue>,
          ),
        ),
        merge,
      )[0]?.classes?.['voice'];
    expect(of(machine, person)).toEqual(person);
    expect(of(machine, other)).toEqual(machine);
    expect(of(undefined, other)).toEqual(other);
  });
});

describe('notes of a cue that changes', () => {
  const document = documentOf({ lines: ['one two'], ...fr('one two', ['un deux'], { endMs: 4700 }) });

  it('are out of date by another text, not by other line breaks', () => {
    expect(said(edited(document, { kind: 'set-cue-lines', cue: 'c1', lines: ['one', 'two'] }))).toEqual(['un deux']);
    expect(said(edited(document, { kind: 'set-cue-lines', cue: 'c1', lines: ['one too'] }))).toEqual(['un deux!']);
    const heard = { kind: 'rewrite-cue', cue: 'c1', words: [], lines: ['one too'] };
    expect(said(edited(document, heard))).toEqual(['un deux!']);
  });

  it('take a new end for every language', () => {
    const to = (startMs: number, endMs: number) =>
      edited(document, { kind: 'set-cue-times', cue: 'c1', startMs, endMs })[0]?.translations?.['fr']?.endMs;
    expect(to(100, 4000)).toBe(4700);
    expect(to(0, 3000)).toBeUndefined();
  });

  it('come along with a cue that brings them, where the document has the language and the label', () => {
    const insert = { kind: 'insert-cue', startMs: 9000, endMs: 9900, lines: ['three'], newId: 'n' };
    const brought = { translations: { fr: { of: 'three', lines: ['trois'], by: 'm' } } };
    expect(said(edited(document, { ...insert, ...brought }))).toEqual(['un deux', 'trois']);
    const refused = (more: object) => applyOperations(document, [{ ...insert, ...more }]);
    expect(refused({ translations: { de: brought.translations.fr } })).toMatchObject({ code: 'language-unknown' });
    expect(refused({ classes: { voice: { label: 'x', by: 'm' } } })).toMatchObject({ code: 'label-unknown' });
    expect(refused({ classes: { mood: { label: 'in', by: 'm' } } })).toMatchObject({ code: 'class-schema-unknown' });
  });
});
