import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile, RULE_PROFILES } from '../cues/profiles.ts';
import { applyOperations } from '../document/edits/apply.ts';
import { lintDocument } from '../document/lint.ts';
import { newDocument } from '../document/new-document.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { CueTranslation } from '../timeline/cue-notes.ts';
import type { Cue } from '../timeline/types.ts';
import { checkTranslation } from './check-translation.ts';
import { fixTranslation } from './fix-translation.ts';

const N = '\u00a0';
const netflix = findProfile('netflix') ?? expect.fail();

function cue(lines: readonly string[], translation: Partial<CueTranslation> = {}, own: Partial<Cue> = {}): Cue {
  const said = { lines, of: 'the harbour', by: 'm', ...translation };
  const translations = { fr: said, tr: said };
  return { ...{ id: 'c1', startMs: 0, endMs: 3000, lines: ['the harbour'], wordIds: [], translations }, ...own };
}
function documentOf(...cues: Cue[]): VoxlaneDocument {
  const numbered = cues.map((each, at) => ({
    ...each,
    ...{ id: `c${at + 1}`, startMs: at * 4000, endMs: at * 4000 + (each.endMs - each.startMs) },
  }));
  return newDocument({ language: 'en', translations: [{ language: 'fr' }, { language: 'tr' }], cues: numbered });
}
const codes = (of: Cue, language = 'fr'): string =>
  checkTranslation(documentOf(of), language, netflix)
    .map(({ code, params }) => (params['flag'] === undefined ? code : `${code}:${params['flag']}`))
    .join(' ');
function fixed(document: VoxlaneDocument, language = 'fr'): VoxlaneDocument {
  const { action } = fixTranslation(document, language, netflix);
  const result = applyOperations(document, action.kind === 'edit' ? action.operations : []);
  return result.kind === 'applied' ? result.document : expect.fail(result.reason);
}
const linesOf = (document: VoxlaneDocument, language = 'fr') =>
  document.cues.map(({ translations }) => translations?.[language]?.lines);

describe('a translation', () => {
  it.each([
    ['good', cue(['le port']), ''],
    ['missing', cue([], {}, { translations: {} }), 'untranslated'],
    ['missing where nothing is said', cue([], {}, { lines: [], translations: {} }), ''],
    ['of another text', cue(['le port'], { of: 'the ship' }), 'outdated'],
    [
      'marked by the run',
      cue(['le port'], { flags: ['tags-lost', 'of-a-newer-studio'] }),
      'flagged:tags-lost flagged:of-a-newer-studio',
    ],
    [
      'still the source',
      cue(['the harbour ?'], { by: undefined as never, flags: ['wrong-language'] }),
      'flagged:wrong-language',
    ],
    ['too fast', cue(['le port est plein de bateaux'], {}, { endMs: 900 }), 'cps'],
    [
      'too fast and said so by the run',
      cue(['le port est plein de bateaux'], { flags: ['too-long'] }, { endMs: 900 }),
      'cps',
    ],
    ['shown longer than its cue', cue(['le port est plein de bateaux'], { endMs: 3000 }, { endMs: 900 }), ''],
    ['too wide', cue(['le port, qui est tout plein de très vieux bateaux']), 'cpl'],
    ['too many lines', cue(['dans', 'un', 'port']), 'lines break-after-article'],
    ['set wrong', cue(['le port?', '"oui"']), 'typography'],
    ['typed with plain apostrophes and narrow spaces', cue([`l'eau\u202f!`]), ''],
    ['with dots', cue(['le port...']), 'ellipsis-style'],
  ])('is checked: %s', (_, of, expected) => {
    expect(codes(of)).toBe(expected);
  });

  it('is set as its own language is, and has its dashes', () => {
    expect([codes(cue(['liman ?']), 'tr'), codes(cue([`le port${N}?`])), codes(cue([`liman${N}?`]), 'tr')]).toEqual([
      'typography',
      '',
      'typography',
    ]);
    expect([codes(cue(['-Evet.', '-Yok.']), 'tr'), codes(cue(['-Oui.', '-Non.']))]).toEqual(['', 'dash-style']);
  });

  it('is told apart by language and by word of a dictionary', () => {
    const [found] = checkTranslation(documentOf(cue(['le porrt'])), 'fr', netflix, new Set(['porrt']));
    expect(found).toMatchObject({ cue: 'c1', index: 0, language: 'fr', code: 'spelling', params: { word: 'porrt' } });
  });

  it('is mended by line breaks and signs in one step; who wrote it and what was marked stays', () => {
    const wide = ['le port, qui est tout plein de très vieux bateaux'];
    const document = documentOf(
      cue(wide, { flags: ['too-long', 'tags-lost'], alternatives: [['autre']], endMs: 3500 }),
      cue(['le port?'], { by: 'user' }),
      cue(['le port?'], { locked: true }),
      cue(['le port?'], { of: 'the ship' }),
      cue(['le port est plein de bateaux'], {}, { endMs: 900 }),
    );
    const { changes, action, remaining } = fixTranslation(document, 'fr', netflix);
    expect(changes.map((change) => change.cue)).toEqual(['c1', 'c2']);
    expect(action.kind === 'edit' && action.operations.length).toBe(1);
    expect(remaining.map(({ cue: id, code }) => `${id} ${code}`)).toEqual([
      'c1 flagged',
      'c3 typography',
      'c4 outdated',
      'c4 typography',
      'c5 cps',
    ]);
    const after = fixed(document);
    expect(linesOf(after)[0]?.length).toBe(2);
    const { lines: _lines, ...rest } = after.cues[0]?.translations?.['fr'] ?? expect.fail();
    expect(rest).toEqual({
      ...{ of: 'the harbour', by: 'm', flags: ['tags-lost'], alternatives: [['autre']], endMs: 3500 },
    });
    expect(after.cues[1]?.translations?.['fr']).toMatchObject({ lines: [`le port${N}?`], by: 'user' });
    expect(linesOf(after, 'tr')).toEqual(linesOf(document, 'tr'));
  });

  it('is mended in one cue, or by one rule, where that is asked', () => {
    const document = documentOf(cue(['le  port?']), cue(['le port?']));
    const ids = (wish: Parameters<typeof fixTranslation>[3]) =>
      fixTranslation(document, 'fr', netflix, wish).changes.map(({ cue: id, after }) => `${id} ${after.lines.join()}`);
    expect(ids({ cue: 'c2' })).toEqual([`c2 le port${N}?`]);
    expect(ids({ codes: new Set(['spaces-double']) })).toEqual(['c1 le port?']);
    expect(ids({ codes: new Set(['cps']) })).toEqual([]);
  });

  it('stays sound when it is mended, keeps its words, and has nothing to mend the second time', () => {
    const line = fc.constantFrom(
      'le  port?',
      '"Oui"',
      '- Non !',
      '\u2013 Ah',
      '...et puis',
      '<i>tu',
      'le le port',
      'x'.repeat(60),
      'une ligne bien trop longue pour tenir sur une seule ligne, hélas; oui',
    );
    const any = fc.array(
      fc.record({
        lines: fc.array(line, { minLength: 1, maxLength: 3 }),
        flags: fc.constantFrom(undefined, ['too-long'], ['term-missed']),
        locked: fc.constantFrom(undefined, true),
        of: fc.constantFrom('the harbour', 'the ship'),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(any, fc.constantFrom('fr', 'tr'), fc.constantFrom(...RULE_PROFILES), (parts, language, profile) => {
        const document = documentOf(
          ...parts.map(({ lines, flags, locked, of }) =>
            cue(lines, { of, ...(flags && { flags }), ...(locked && { locked }) }),
          ),
        );
        const { action, remaining } = fixTranslation(document, language, profile);
        const result = applyOperations(document, action.kind === 'edit' ? action.operations : []);
        const after = result.kind === 'applied' ? result.document : expect.fail(result.reason);
        expect(lintDocument(after)).toEqual([]);
        expect(remaining).toEqual(checkTranslation(after, language, profile));
        expect(fixTranslation(after, language, profile).changes).toEqual([]);
        for (const [at, { translations }] of after.cues.entries()) {
          const before = document.cues[at]?.translations?.[language];
          const stays = before?.locked === true || before?.of === 'the ship';
          if (stays) expect(translations?.[language]).toEqual(before);
        }
      }),
      { numRuns: 150 },
    );
  });
});
