import { describe, expect, it } from 'vitest';
import { RULE_PROFILES } from '../../../../core/cues/profiles.ts';
import { newDocument } from '../../../../core/document/new-document.ts';
import { TRANSLATION_FLAGS } from '../../../../core/stages/translate/types.ts';
import { makeTexts, speak } from '../../../i18n/i18n.ts';
import { doubtText, hintKey, ruleText } from './describe.ts';
import { reviewOf } from './review-of.ts';
import { indexed } from './review-store.ts';

const cue = (id: string, startMs: number, endMs: number, lines: string[]) => ({
  ...{ id, startMs, endMs, lines, speaker: 'S1', wordIds: [] },
});
const document = newDocument({
  speakers: [{ id: 'S1', name: 'Ada' }],
  cues: [cue('c1', 0, 2500, ['Hello there.']), cue('c2', 2000, 4500, ['Overlaps.']), cue('c3', 9000, 9100, ['Short.'])],
});
const [profile] = RULE_PROFILES;

describe('reviewOf', () => {
  const { findings, findingsOfCue, doubts, doubtfulCues } = indexed(reviewOf(document, profile));

  it('lists findings by cue, and marks the cues that are in doubt', () => {
    expect(findings.map(({ code }) => code)).toContain('overlap');
    expect(findingsOfCue.get('c2')?.map(({ code }) => code)).toContain('overlap');
    expect(findingsOfCue.has('c1')).toBe(false);
    expect(doubtfulCues).toEqual(new Set(['c2', 'c3']));
    expect(doubts.every(({ kind }) => kind === 'quality')).toBe(true);
  });

  it('puts a lost edit first, on the cue shown then', () => {
    const lost = {
      id: 1,
      label: 'x',
      operation: { startMs: 100, endMs: 1500 },
      code: 'changed-meanwhile',
      reason: 'gone',
    };
    const [first] = reviewOf(document, profile, { conflicts: [lost] }).doubts;
    expect([first?.kind, first?.cue]).toEqual(['conflict', 'c1']);
  });

  it.each(['en', 'fr', 'tr'] as const)('has words in %s for everything it finds', async (language) => {
    const texts = makeTexts();
    await speak(texts, language);
    const t = texts.getFixedT(language, 'review');
    for (const finding of findings) {
      expect(ruleText(t, finding, language)).not.toMatch(/rule_|\{\{/);
      expect(t(hintKey(finding.code))).not.toMatch(/hint_/);
    }
    for (const doubt of doubts) expect(doubtText(t, doubt, document.speakers, language)).not.toMatch(/rule_|\{\{/);
  });
});

describe('reviewOf with translations', () => {
  const say = (line: string, more: object = {}) => ({ fr: { lines: [line], of: 'Hello there.', by: 'm', ...more } });
  const flags = [...TRANSLATION_FLAGS, 'of-a-newer-studio'];
  const translated = {
    ...document,
    speakers: [...document.speakers, { id: 'S2', name: 'Bo' }],
    translations: [
      {
        language: 'fr',
        glossary: [{ source: 'hello', target: 'bonjour' }],
        relations: { people: [], relations: [{ from: 'Bo', to: 'Ada', address: 'formal' as const }] },
      },
    ],
    cues: [
      { ...cue('c1', 0, 2500, ['Hello there.']), translations: say('Salut à tous?', { flags }) },
      { ...cue('c2', 2000, 4500, ['Overlaps.']), speaker: 'S2', translations: say('Tu es trop') },
      cue('c3', 9000, 9100, ['Short.']),
    ],
  };
  const { findings, findingsOfCue, wordsOfLine, doubts } = indexed(
    reviewOf(translated, profile, { languages: ['fr'] }),
  );

  it('lists text and translations by cue, and keeps those of texts apart', () => {
    expect(findings.map(({ index }) => index)).toEqual(findings.map(({ index }) => index).toSorted((a, b) => a - b));
    expect(
      findings.filter(({ language, cue: id }) => language === 'fr' && id !== 'c1').map(({ code }) => code),
    ).toEqual(['address-mixed', 'outdated', 'untranslated']);
    expect([...wordsOfLine].map(([key, list]) => [key, ...list.map(({ code }) => code)])).toEqual([
      ['fr c1', 'term-missed'],
      ['fr c2', 'address-mixed'],
    ]);
    expect([...findingsOfCue.values()].flat().every(({ language }) => language === undefined)).toBe(true);
    expect(doubts.filter(({ language }) => language === 'fr').map(({ cue: id }) => id)).toEqual(['c1', 'c2']);
    expect(reviewOf(translated, profile).findings.some(({ language }) => language !== undefined)).toBe(false);
  });

  it.each(['en', 'fr', 'tr'] as const)('has words in %s for all of it', async (language) => {
    const spoken = makeTexts();
    await speak(spoken, language);
    const t = spoken.getFixedT(language, 'review');
    const texts = findings.map((finding) => ruleText(t, finding, language));
    for (const text of texts) expect(text).not.toMatch(/rule_|flag_|\{\{|\$t/);
    expect(new Set(texts).size).toBe(new Set(findings.map(({ code, params }) => `${code} ${params['flag']}`)).size);
    const ofWords = findings.filter(({ code }) => code === 'term-missed' || code === 'address-mixed');
    const named = ofWords.map((finding) => ruleText(t, finding, language));
    expect(named[0]).toMatch(/hello/);
    expect(named[0]).toMatch(/bonjour/);
    for (const name of ['tu', 'vous', 'Ada', 'Bo']) expect(named[1]).toContain(name);
    for (const { code } of ofWords)
      expect(ruleText(t, { code, params: {} }, language)).not.toMatch(/rule_|\{\{|“”|« »/);
    for (const doubt of doubts) expect(doubtText(t, doubt, document.speakers, language)).not.toMatch(/rule_|\{\{|\$t/);
    for (const { code } of findings) expect(t(hintKey(code))).not.toMatch(/hint_/);
  });
});
