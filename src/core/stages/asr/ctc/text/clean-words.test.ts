import { describe, expect, it } from 'vitest';
import { cleanWords, TEXT_DEFAULTS, type TextOptions } from './clean-words.ts';

function clean(text: string, language: string, options: Partial<TextOptions> = {}): string {
  const words = text.split(' ').map((word, at) => ({ text: word, startMs: at * 500, endMs: at * 500 + 400 }));
  return cleanWords(words, language, { ...TEXT_DEFAULTS, ...options })
    .map((word) => word.text)
    .join(' ');
}

describe('a Moroccan call', () => {
  it('loses tatweel, vowel signs and direction marks, and keeps mixed scripts and letters', () => {
    expect(clean('مَرْحَبـــا rendez-vous \u200fڭالت', 'ary')).toBe('مرحبا rendez-vous ڭالت');
  });

  it('writes numbers in Western digits and leaves words written with digits alone', () => {
    expect(clean('٠٦١٢ ٣٫٥ ٥٠٪ 3la 9al ۱۲', 'ary')).toBe('0612 3.5 50% 3la 9al 12');
    expect(clean('0612 3la', 'ary', { digits: 'arabic-indic' })).toBe('٠٦١٢ 3la');
  });

  it('unifies letters only where asked', () => {
    expect(clean('أحمد مدرسة على', 'ar')).toBe('أحمد مدرسة على');
    expect(clean('أحمد مدرسة على', 'ar', { unifyLetters: true })).toBe('احمد مدرسه علي');
  });

  it('writes presentation forms as letters', () => {
    expect(clean('\ufefb', 'ar')).toBe('لا');
  });

  it('drops fillers of both languages only where asked', () => {
    expect(clean('ااااه euuuh نعم', 'ary', { fillers: 'drop' })).toBe('نعم');
    expect(clean('euh نعم', 'ary')).toBe('euh نعم');
  });
});

describe('casing and apostrophes', () => {
  it('makes a model of capitals readable', () => {
    expect(clean("I'M HERE AND I STAY", 'en', { casing: 'lower' })).toBe("I'm here and I stay");
    expect(clean('ISPARTA İZMİR', 'tr', { casing: 'lower' })).toBe('ısparta izmir');
  });

  it('begins sentences at the start and after a pause', () => {
    const words = [
      { text: 'ONE', startMs: 0, endMs: 300 },
      { text: 'TWO', startMs: 400, endMs: 700 },
      { text: 'THREE', startMs: 1600, endMs: 1900 },
    ];
    const options = { ...TEXT_DEFAULTS, casing: 'sentence' as const };
    expect(cleanWords(words, 'en', options).map((word) => word.text)).toEqual(['One', 'two', 'Three']);
  });

  it('writes one apostrophe and leaves out words of none but signs', () => {
    expect(clean("l’heure ' d´ici", 'fr')).toBe("l'heure d'ici");
  });
});
