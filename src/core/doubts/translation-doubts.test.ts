import { describe, expect, it } from 'vitest';
import { findProfile } from '../cues/profiles.ts';
import { applyOperation } from '../document/edits/apply.ts';
import { newDocument } from '../document/new-document.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { checkQuality } from '../quality/check-quality.ts';
import { checkTranslation } from '../quality/check-translation.ts';
import type { CueTranslation } from '../timeline/cue-notes.ts';
import { type Doubt, reviewOperation } from './doubt.ts';
import { findDoubts } from './find-doubts.ts';

const profile = findProfile('netflix-en') ?? expect.fail();
const said = (of: string, line: string, more: Partial<CueTranslation> = {}) => ({
  lines: [line],
  of,
  by: 'm',
  ...more,
});
const cue = (id: string, startMs: number, line: string, translations: Record<string, CueTranslation>) => ({
  ...{ id, startMs, endMs: startMs + 1500, lines: [line], speaker: 'S1', wordIds: [], translations },
});
const document = newDocument({
  language: 'en',
  speakers: [{ id: 'S1', name: 'Ada' }],
  translations: [{ language: 'fr', glossary: [{ source: 'hello', target: 'Salut' }] }, { language: 'de' }],
  cues: [
    cue('c1', 0, 'Hello there, all of you who came here so late today.', {
      fr: said('Hello there', 'Bonjour', { flags: ['tags-lost', 'term-missed'] }),
      de: said('Hello there, all of you who came here so late today.', 'Hallo'),
    }),
    cue('c2', 4000, 'Go on.', { fr: said('Go on.', 'Continuez donc avec tout ce que vous aviez à dire.') }),
    cue('c3', 8000, 'Fine.', {}),
    cue('c4', 12_000, 'Well?', { de: said('Well?', 'Na ?') }),
  ],
});
const find = (of: VoxlaneDocument, ...languages: string[]): Doubt[] => {
  const findings = languages.flatMap((language) => checkTranslation(of, language, profile));
  return findDoubts(of, { findings: [...checkQuality(of, profile), ...findings] });
};
const shown = (list: readonly Doubt[]): string[] =>
  list.map(({ kind, cue: id, language, params, others }) =>
    [
      kind,
      id,
      language ?? '-',
      params['flag'] ?? params['code'],
      ...others.map((one) => one.params['flag'] ?? one.params['code']),
    ].join(' '),
  );
function fine(of: VoxlaneDocument, doubt: Doubt | undefined): VoxlaneDocument {
  const result = applyOperation(of, doubt && reviewOperation(doubt, true));
  return result.kind === 'applied' ? result.document : expect.fail(result.reason);
}

describe('doubts about translations', () => {
  it('are each cue and language once, apart from the doubts about the text; nothing for what is yet to be translated', () => {
    expect(shown(find(document, 'fr', 'de'))).toEqual([
      'translation c1 fr outdated term-missed tags-lost',
      'quality c1 - cpl cps',
      'translation c2 fr cpl cps',
    ]);
    expect(shown(find(document))).toHaveLength(1);
  });

  it('are fine for their language alone, until one of both texts says something else', () => {
    const all = find(document, 'fr');
    const ofFrench = all.find(({ cue: id, language }) => id === 'c1' && language === 'fr');
    const reviewed = fine(document, ofFrench);
    expect(shown(find(reviewed, 'fr')).filter((each) => each.includes('c1'))).toEqual(
      shown(all).filter((each) => each.startsWith('quality c1')),
    );
    const [first, ...others] = reviewed.cues;
    const lines = first && { ...first, lines: ['Hello there, all of you who came.'] };
    const changed = { ...reviewed, cues: lines === undefined ? [] : [lines, ...others] };
    expect(shown(find(changed, 'fr')).some((each) => each.startsWith('translation c1 fr'))).toBe(true);
  });

  it('of a term come back when another one is to be said', () => {
    const named = (target: string): VoxlaneDocument => ({
      ...{ ...document, translations: [{ language: 'fr', glossary: [{ source: 'hello', target }] }] },
    });
    const of = (one: VoxlaneDocument) =>
      find(one, 'fr').find(({ cue: id, language }) => id === 'c1' && language === 'fr');
    const reviewed = fine(named('Salut'), of(named('Salut')));
    expect(of(reviewed)).toBeUndefined();
    const { translations } = named('Coucou');
    expect(shown([of({ ...reviewed, ...(translations && { translations }) }) ?? expect.fail()])).toEqual([
      'translation c1 fr term-missed',
    ]);
    expect(of({ ...reviewed, translations: [{ language: 'fr' }] })).toBeUndefined();
  });

  it('of a broken rule stay fine when only the text is another one', () => {
    const [found] = find(document, 'fr').filter(({ cue: id }) => id === 'c2');
    const reviewed = fine(document, found);
    expect(find(reviewed, 'fr').filter(({ cue: id }) => id === 'c2')).toEqual([]);
    const cues = reviewed.cues.map((each) => (each.id === 'c2' ? { ...each, lines: ['Go on!'] } : each));
    expect(shown(find({ ...reviewed, cues }, 'fr')).filter((each) => each.includes('c2'))).toEqual([
      'translation c2 fr outdated',
    ]);
  });
});
