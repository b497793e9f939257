import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../cues/profiles.ts';
import { applyOperations } from '../document/edits/apply.ts';
import type { EditOperation } from '../document/edits/operations.ts';
import { newDocument } from '../document/new-document.ts';
import type { TranslationTrack } from '../document/notes/translation-track.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { withAddress } from '../stages/translate/address.ts';
import { finishLine } from '../stages/translate/finish-line.ts';
import { prepareLines } from '../stages/translate/prepare.ts';
import { putCues } from '../stages/translate/put-lines.ts';
import { sourceLines } from '../stages/translate/source-lines.ts';
import type { CueTranslation } from '../timeline/cue-notes.ts';
import type { Cue } from '../timeline/types.ts';
import { checkTranslation } from './check-translation.ts';
import { fineWords, wordFindings } from './word-findings.ts';

const netflix = findProfile('netflix') ?? expect.fail();
const GLOSSARY = [
  { source: 'liman', target: 'port' },
  { source: 'eski liman', target: 'vieux port' },
  { source: 'reis', target: 'capitaine' },
];
/** Elif says tu to Kerem, who says vous to her. */
const RELATIONS = {
  people: [],
  relations: [
    { from: 'Elif', to: 'Kerem', address: 'informal' as const },
    { from: 'Kerem', to: 'Elif', address: 'formal' as const },
  ],
};
type Line = readonly [speaker: string, text: string, french: string, more?: Partial<CueTranslation>];

function talk(lines: readonly Line[], track: Partial<TranslationTrack> = {}): VoxlaneDocument {
  const cues = lines.map(([speaker, text, french, more], at): Cue => ({
    ...{ id: `c${at + 1}`, startMs: at * 4000, endMs: at * 4000 + 3000, speaker, lines: [text], wordIds: [] },
    ...(french !== '' && { translations: { fr: { lines: [french], of: text, by: 'm', ...more } } }),
  }));
  const names = { E: 'Elif', K: 'Kerem', A: 'Ayşe' };
  return newDocument({
    language: 'tr',
    speakers: Object.entries(names).map(([id, name]) => ({ id, name })),
    translations: [{ language: 'fr', glossary: GLOSSARY, relations: RELATIONS, ...track }],
    cues,
  });
}

/** What the French of a document breaks, as `c1 term-missed liman>port` and `c2 address-mixed tu>vous Kerem>Elif`. */
function found(document: VoxlaneDocument): string[] {
  return checkTranslation(document, 'fr', netflix)
    .filter(({ code }) => code === 'term-missed' || code === 'address-mixed' || code === 'flagged')
    .map(({ cue, code, params }) => {
      const { term, wanted, said, from, to, flag } = params;
      if (code === 'flagged') return `${cue} flagged ${flag}`;
      return code === 'term-missed'
        ? `${cue} ${code} ${term}>${wanted}`
        : `${cue} ${code} ${said}>${wanted} ${from}>${to}`;
    });
}

function edited(document: VoxlaneDocument, ...operations: EditOperation[]): VoxlaneDocument {
  const result = applyOperations(document, operations);
  return result.kind === 'applied' ? result.document : expect.fail(result.reason);
}

const french = (cue: string, ...lines: string[]): EditOperation => ({
  ...{ kind: 'set-cue-translation', cue, language: 'fr', lines },
});

describe('the terms of a translation', () => {
  it.each<[string, Line, string[]]>([
    ['said', ['E', 'Limanda.', 'Au port.'], []],
    ['said in capitals, with an ending', ['E', 'LİMANLAR', 'LES PORTS'], []],
    ['not said', ['E', 'Limanda.', 'À la ville.'], ['c1 term-missed liman>port']],
    [
      'two of them',
      ['E', 'Reis limanda.', 'Le chef est ici.'],
      ['c1 term-missed liman>port', 'c1 term-missed reis>capitaine'],
    ],
    ['the longer one is meant', ['E', 'Eski limanda.', 'Au port.'], ['c1 term-missed eski liman>vieux port']],
    ['in the middle of a word', ['E', 'Dalimanda.', 'À la ville.'], []],
    ['in a line of a person', ['E', 'Limanda.', 'À la ville.', { by: 'user' }], ['c1 term-missed liman>port']],
    ['in a locked line', ['E', 'Limanda.', 'À la ville.', { locked: true }], ['c1 term-missed liman>port']],
    ['not translated', ['E', 'Limanda.', ''], []],
    [
      'still the source',
      ['E', 'Reis limanda.', 'Reis limanda.', { by: undefined, flags: ['refused'] }],
      ['c1 flagged refused'],
    ],
    [
      'marked by the run, which is told once',
      ['E', 'Limanda.', 'À la ville.', { flags: ['term-missed'] }],
      ['c1 term-missed liman>port'],
    ],
    ['marked by the run, and said by now', ['E', 'Limanda.', 'Au port.', { flags: ['term-missed'] }], []],
    [
      'marked otherwise',
      ['E', 'Limanda.', 'Au port.', { flags: ['tags-lost', 'term-missed'] }],
      ['c1 flagged tags-lost'],
    ],
  ])('%s', (_, line, expected) => {
    expect(found(talk([line]))).toEqual(expected);
  });

  it('are looked for across line breaks and in both people of a dialogue', () => {
    const base = talk([['E', 'Eski limanda.', 'Au vieux port.']]);
    const broken = base.cues.map((cue): Cue => ({
      ...{ ...cue, lines: ['Eski', 'limanda.'] },
      translations: { fr: { lines: ['Au vieux', 'port.'], of: 'x', by: 'm' } },
    }));
    expect(found({ ...base, cues: broken })).toEqual([]);
    const dialogue = base.cues.map((cue): Cue => ({
      ...{ ...cue, lines: ['- Limanda.', '- Reis mi?'] },
      translations: { fr: { lines: ['- Au port.', '- Lui ?'], of: 'x', by: 'm' } },
    }));
    expect(found({ ...base, cues: dialogue })).toEqual(['c1 term-missed reis>capitaine']);
  });

  it('follow the line, the text and the glossary at once, there and back', () => {
    const document = talk([
      ['E', 'Limanda.', 'À la ville.'],
      ['E', 'Evet.', 'Oui.'],
    ]);
    expect(found(document)).toEqual(['c1 term-missed liman>port']);
    const said = edited(document, french('c1', 'Au port.'));
    expect(found(said)).toEqual([]);
    const named = (target: string): EditOperation => ({
      ...{ kind: 'set-translation-track', language: 'fr', glossary: [{ source: 'liman', target }] },
    });
    expect(found(edited(document, named('ville')))).toEqual([]);
    expect(found(edited(said, named('ville')))).toEqual(['c1 term-missed liman>ville']);
    expect(found(edited(document, { kind: 'set-translation-track', language: 'fr', glossary: null }))).toEqual([]);
    expect(found(edited(said, { kind: 'set-cue-lines', cue: 'c2', lines: ['Reis!'] }))).toEqual([
      'c2 term-missed reis>capitaine',
    ]);
  });
});

describe('tu and vous of a translation', () => {
  const lines: Line[] = [
    ['E', 'Geliyor musun?', 'Tu viens ?'],
    ['K', 'Sizi bekliyorum.', 'Je t’attends.'],
    ['E', 'Seni özledim.', 'Vous me manquez.'],
  ];
  const BOTH = ['c2 address-mixed tu>vous Kerem>Elif', 'c3 address-mixed vous>tu Elif>Kerem'];

  it('are as the people say them to each other', () => {
    expect(found(talk(lines))).toEqual(BOTH);
    expect(
      found(talk(lines.map(([who, text, said]): Line => [who, text, said, { flags: ['address-mixed'] }]))),
    ).toEqual(BOTH);
  });

  it('follow the line, the people, and who speaks', () => {
    const document = talk(lines);
    const whole = edited(document, french('c2', 'Je vous attends.'), french('c3', 'Tu me manques.'));
    expect(found(whole)).toEqual([]);
    const relations = { people: [], relations: [{ from: 'Kerem', to: 'Elif', address: 'informal' as const }] };
    expect(found(edited(document, { kind: 'set-translation-track', language: 'fr', relations }))).toEqual([]);
    expect(found(edited(document, { kind: 'set-translation-track', language: 'fr', relations: null }))).toEqual([]);
    // A third voice beside them: nobody in particular is spoken to.
    expect(found(edited(document, { kind: 'assign-cue-speaker', cue: 'c1', speaker: 'A' }))).toEqual([]);
    expect(found(edited(document, { kind: 'rename-speaker', speaker: 'E', name: 'Elif Hanım' }))).toEqual([]);
  });

  it('are left alone in a dialogue of the translation, and in languages that are not checked for them', () => {
    const document = talk(lines);
    expect(found(edited(document, french('c2', '- Je t’attends.', '- Viens.')))).toEqual([BOTH[1]]);
    const cues = document.cues.map((cue) => ({
      ...cue,
      translations: { de: cue.translations?.['fr'] ?? expect.fail() },
    }));
    const german = { ...document, cues, translations: [{ language: 'de', relations: RELATIONS }] };
    expect(wordFindings(german, 'de')(1)).toEqual([]);
  });
});

describe('a line that a person found fine', () => {
  const document = talk([
    ['E', 'Reis limanda.', 'Le chef est ici.'],
    ['E', 'Limanda.', 'Ici.'],
  ]);

  it('stays fine while both texts and the term are the same, for its own line alone', () => {
    const fine = edited(document, ...fineWords(document, 'fr', new Set(['c1'])));
    expect(found(fine)).toEqual(['c2 term-missed liman>port']);
    expect(fineWords(fine, 'fr', new Set(['c1']))).toEqual([]);
    const elsewhere = edited(fine, french('c2', 'Au port.'));
    expect(found(elsewhere)).toEqual([]);
    expect(found(edited(elsewhere, french('c1', 'Le patron est ici.')))).toHaveLength(2);
    const glossary = [...GLOSSARY.slice(0, 2), { source: 'reis', target: 'commandant' }];
    expect(found(edited(elsewhere, { kind: 'set-translation-track', language: 'fr', glossary }))).toEqual([
      'c1 term-missed reis>commandant',
    ]);
  });

  it('is fine, too, where that was said of the mark of a run', () => {
    const doubts = [{ kind: 'translation', cue: 'c2', content: 'fr flagged term-missed Ici. | Limanda.' }];
    expect(found(edited(document, { kind: 'mark-reviewed', doubts, reviewed: true }))).toEqual([
      'c1 term-missed liman>port',
      'c1 term-missed reis>capitaine',
    ]);
  });
});

const line = fc.tuple(
  fc.constantFrom('E', 'K', 'A'),
  fc.constantFrom(
    'Limanda.',
    'Eski liman.',
    'Seni özledim.',
    'Geliyor musunuz?',
    '- Reis!',
    '♪',
    '<i>Reis</i> sen misin?',
  ),
  fc.constantFrom('Au port.', 'Le vieux <i>port</i>.', 'Tu me manques.', 'Vous me manquez.', 'Capitaine, c’est toi ?'),
);
const conversation = fc.array(line, { minLength: 1, maxLength: 10 });

describe('what is told of a document', () => {
  it('is what a run tells of the lines that it has just made', () => {
    fc.assert(
      fc.property(conversation, (lines) => {
        const bare = talk(lines.map(([speaker, text]): Line => [speaker, text, '']));
        const options = {
          ...{ source: 'tr', target: 'fr', natural: false, glossary: GLOSSARY, relations: RELATIONS },
          ...{ style: undefined, profile: netflix },
        };
        const prepared = withAddress(prepareLines(sourceLines(bare), netflix), RELATIONS);
        const made = prepared.map((each, at) => {
          const voices = [lines[at]?.[2] ?? ''];
          const record = each.plan === 'keep' ? undefined : { key: each.key, voices, tagsLost: false, by: 'm' };
          return finishLine(each, record, options);
        });
        const cues = putCues(bare.cues, made, 'fr', false);
        const after = edited(bare, { kind: 'put-translations', language: 'fr', cues });
        const findingsAt = wordFindings(after, 'fr');
        for (const [at, { flags }] of made.entries()) {
          const expected = flags.filter((flag) => flag === 'term-missed' || flag === 'address-mixed');
          expect([...new Set(findingsAt(at).map(({ code }) => code))]).toEqual(expected);
        }
      }),
    );
  });

  it('is the same after any edits as of a document that was never looked at before', () => {
    const glossary = fc.subarray(GLOSSARY);
    const relations = fc.subarray(RELATIONS.relations).map((list) => ({ people: [], relations: list }));
    const at = fc.nat(9).map((index) => `c${index + 1}`);
    const edit = fc.oneof(
      fc.record({ cue: at, lines: line.map(([, , said]) => [said]) }).map(({ cue, lines }) => french(cue, ...lines)),
      fc.record({ kind: fc.constant('set-cue-lines' as const), cue: at, lines: line.map(([, text]) => [text]) }),
      fc.record({
        ...{ kind: fc.constant('set-translation-track' as const), language: fc.constant('fr') },
        ...{ glossary, relations },
      }),
      fc.record({
        ...{ kind: fc.constant('assign-cue-speaker' as const), cue: at, speaker: fc.constantFrom('E', 'K', 'A') },
      }),
    );
    fc.assert(
      fc.property(conversation, fc.array(edit, { maxLength: 6 }), (lines, edits) => {
        let document = talk(lines);
        for (const operation of edits) {
          found(document);
          const result = applyOperations(document, [operation]);
          if (result.kind === 'applied') document = result.document;
        }
        expect(found(document)).toEqual(found(structuredClone(document)));
      }),
    );
  });
});
