import { describe, expect, it } from 'vitest';
import { tokenBudget } from './budget.ts';
import { guardWords, wordAnomaly } from './guards.ts';
import { isInventedPhrase } from './phrases.ts';
import type { TimedWord } from './word-times.ts';

function said(text: string, start: number, end: number, probability = 0.9): TimedWord[] {
  const parts = text.split(' ');
  const step = (end - start) / parts.length;
  return parts.map((part, i) => ({
    start: start + i * step,
    end: start + (i + 1) * step,
    probability,
    group: { from: i, to: i + 1, text: part, spaceBefore: true },
  }));
}

const SPEECH = [{ start: 0, end: 5 }];

describe('guardWords', () => {
  it('drops a known phrase where the VAD heard nothing, keeps it where it heard speech', () => {
    const words = [...said('seven three', 1, 2), ...said('Thanks for watching!', 20, 22)];
    const verdict = guardWords(words, SPEECH, 'en');
    expect(verdict.kept.map((word) => word.group.text)).toEqual(['seven', 'three']);
    expect(verdict.drops).toEqual([
      { start: 20, end: 22, reason: 'hallucination-phrase', detail: 'Thanks for watching!' },
    ]);
    expect(guardWords(said('Thanks for watching!', 1, 3), SPEECH, 'en').drops).toEqual([]);
  });

  it('drops improbable words in silence with silence around', () => {
    const lone = said('zap', 20, 20.1, 0.05);
    expect(guardWords([...said('one', 1, 2), ...lone], SPEECH, 'en').drops).toMatchObject([
      { reason: 'low-confidence' },
    ]);
    expect(guardWords([...said('one', 19, 19.5), ...lone], SPEECH, 'en').drops).toEqual([]);
    expect(guardWords(said('zap', 20, 20.4, 0.9), SPEECH, 'en').drops).toEqual([]);
    expect(guardWords(said('zap', 2, 2.1, 0.05), SPEECH, 'en').drops).toEqual([]);
  });

  it('drops nothing when no VAD was run', () => {
    expect(guardWords([...said('Thank you.', 20, 21), ...said('zap', 28, 28.1, 0.01)], [], 'en').drops).toEqual([]);
  });

  it('notes text faster than anyone talks, and keeps it', () => {
    const verdict = guardWords(said('a very long sentence in no time at all', 1, 1.5), SPEECH, 'en');
    expect(verdict.notes).toEqual([expect.stringMatching(/suspiciously fast: 76 characters/)]);
    expect(verdict.kept).toHaveLength(9);
    expect(guardWords(said('a sentence in good time', 1, 3), SPEECH, 'en').notes).toEqual([]);
  });

  it('scores words by the published limits', () => {
    const one = (start: number, end: number, probability: number) => wordAnomaly(said('x', start, end, probability)[0]);
    expect(one(0, 0.5, 0.9)).toBe(0);
    expect(one(0, 0.5, 0.149)).toBe(1);
    expect(one(0, 0.033, 0.9)).toBeCloseTo(1.5, 9);
    expect(one(0, 3.5, 0.9)).toBeCloseTo(1.5, 9);
  });
});

describe('isInventedPhrase', () => {
  it('compares words only, in the language of the text', () => {
    expect(isInventedPhrase(' Thank you. ', 'en')).toBe(true);
    expect(isInventedPhrase("Merci d'avoir regardé cette vidéo !", 'fr')).toBe(true);
    expect(isInventedPhrase('ご視聴ありがとうございました。', 'ja')).toBe(true);
    expect(isInventedPhrase('Thank you', 'de')).toBe(false);
    expect(isInventedPhrase('Thank you', undefined)).toBe(true);
    expect(isInventedPhrase('Thank you for the seven', 'en')).toBe(false);
    expect(isInventedPhrase('', 'en')).toBe(false);
  });

  it('holds phrases for every language it promises', () => {
    const samples: Record<string, string> = {
      en: 'Thanks for watching!',
      fr: 'Merci.',
      de: 'Vielen Dank.',
      es: '¡Gracias!',
      it: 'Grazie a tutti.',
      pt: 'Obrigado.',
      tr: 'Altyazı M.K.',
      zh: '谢谢观看',
      ja: 'おやすみなさい。',
      ko: '감사합니다.',
      ru: 'Продолжение следует...',
      nl: 'Bedankt.',
      ar: 'شكرا',
    };
    for (const [language, text] of Object.entries(samples))
      expect([language, isInventedPhrase(text, language)]).toEqual([language, true]);
  });
});

describe('tokenBudget', () => {
  it('follows the speech, is roomier for byte-heavy scripts and unknown languages, and never exceeds the room', () => {
    expect(tokenBudget(10, 'en', 444)).toBe(104);
    expect(tokenBudget(10, 'th', 444)).toBe(274);
    expect(tokenBudget(10, undefined, 444)).toBe(274);
    expect(tokenBudget(30, 'th', 444)).toBe(444);
    expect(tokenBudget(0, 'en', 444)).toBe(24);
  });
});
