import { describe, expect, it } from 'vitest';
import { makeTexts, resolveLanguage, speak } from './i18n.ts';

describe('the language of the page', () => {
  it('is the first of those wanted that the studio speaks', () => {
    expect(resolveLanguage('system', ['de-DE', 'tr-TR', 'fr'])).toBe('tr');
    expect(resolveLanguage('system', ['de'])).toBe('en');
    expect(resolveLanguage('fr', ['tr'])).toBe('fr');
  });

  it('is spoken once its texts are there', async () => {
    const texts = makeTexts();
    expect(texts.t('retry')).toBe('Try again');
    await speak(texts, 'fr');
    expect(texts.t('retry')).toBe('Réessayer');
  });

  it('is the one asked for last, whatever comes first', async () => {
    const texts = makeTexts();
    await Promise.all([speak(texts, 'tr'), speak(texts, 'fr'), speak(texts, 'en')]);
    expect(texts.language).toBe('en');
    await Promise.all([speak(texts, 'en'), speak(texts, 'tr')]);
    expect(texts.language).toBe('tr');
  });
});
