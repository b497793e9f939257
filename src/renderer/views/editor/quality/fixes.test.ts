import { describe, expect, it } from 'vitest';
import { findProfile } from '../../../../core/cues/profiles.ts';
import { applyOperations } from '../../../../core/document/edits/apply.ts';
import { newDocument } from '../../../../core/document/new-document.ts';
import { checkQuality } from '../../../../core/quality/check-quality.ts';
import { checkTranslation } from '../../../../core/quality/check-translation.ts';
import { fixOne, fixScope } from './fixes.ts';

const netflix = findProfile('netflix') ?? expect.fail();
const say = (line: string) => ({ lines: [line], of: 'I saw the the town', by: 'm' });
const document = newDocument({
  language: 'en',
  translations: [{ language: 'fr' }, { language: 'de' }],
  cues: [
    {
      ...{ id: 'c1', startMs: 0, endMs: 3000, lines: ['I saw the the town'], wordIds: [] },
      translations: { fr: say('la ville ?'), de: say('die Stadt  da') },
    },
  ],
});
const after = (wish: Parameters<typeof fixScope>[2]) => {
  const { operations, changes, remaining } = fixScope(document, netflix, wish);
  const result = applyOperations(document, operations);
  const cue = result.kind === 'applied' ? result.document.cues[0] : expect.fail(result.reason);
  const { fr, de } = cue?.translations ?? {};
  return {
    ...{ text: cue?.lines.join(), fr: fr?.lines.join(), de: de?.lines.join(), remaining },
    languages: changes.map(({ language }) => language),
  };
};

describe('mending a scope', () => {
  it('mends the text and all translations that are looked at in one step', () => {
    expect(after({ scope: 'every', languages: ['fr', 'de'] })).toEqual({
      ...{ text: 'I saw the town', fr: 'la ville\u00a0?', de: 'die Stadt da', remaining: 0 },
      languages: ['fr', 'de', undefined],
    });
    expect(after({ scope: 'every', languages: ['fr'] }).de).toBe('die Stadt  da');
  });

  it('mends the text alone, or one language alone, or one rule', () => {
    expect(after({ scope: 'text', languages: ['fr', 'de'] }).languages).toEqual([undefined]);
    expect(after({ scope: 'de', languages: ['fr', 'de'] }).languages).toEqual(['de']);
    expect(after({ scope: 'every', languages: ['fr', 'de'], codes: new Set(['typography']) }).languages).toEqual([
      'fr',
      'de',
    ]);
  });

  it('mends one finding where it is', () => {
    const [ofText] = checkQuality(document, netflix);
    const [ofFrench] = checkTranslation(document, 'fr', netflix);
    const kinds = [ofText, ofFrench].map((found) => {
      const { action } = found === undefined ? expect.fail() : fixOne(document, netflix, found);
      return action.kind === 'edit' ? action.operations.map(({ kind }) => kind) : [];
    });
    expect(kinds).toEqual([['set-cue-lines'], ['put-translations']]);
  });
});
