import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOtherLanguage } from './language-check.ts';
import { comparable, echoSimilarity } from '../../llm/similarity.ts';

describe('comparing', () => {
  it('is blind to case, accents, signs and the dot of an i', () => {
    expect(comparable('  IŞIK, «ışık»! ')).toBe('isik isik');
    expect(comparable('İnce İŞ')).toBe(comparable('ince iş'));
    expect(comparable('♪ ?!')).toBe('');
  });

  it('finds an echo of the whole line or of its beginning, and none in other lines', () => {
    const line = 'Kapıyı kapat ve buraya gel hemen';
    expect(echoSimilarity(line, line)).toBe(1);
    expect(echoSimilarity('kapiyi kapat ve buraya', line)).toBe(1);
    expect(echoSimilarity('Kapıyı kpat ve', line)).toBeGreaterThan(0.75);
    expect(echoSimilarity('Deniz çok güzeldi dün', line)).toBeLessThan(0.5);
    expect([echoSimilarity('', line), echoSimilarity('', '...')]).toEqual([0, 1]);
  });

  it('is between 0 and 1 for any texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const likeness = echoSimilarity(a, b);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('another language', () => {
  it.each<[string, string, string | undefined, boolean]>([
    ['Sen ve ben çok yoruluyoruz, bu bir ev', 'fr', 'tr', true],
    ['Toi et moi, nous sommes dans la maison', 'fr', 'tr', false],
    // Names and cries belong to every language.
    ['Ayşe Yılmaz!', 'fr', 'tr', false],
    ['Ah !', 'ru', 'fr', false],
    ['Закрой дверь вечером', 'fr', 'ru', true],
    ['Close the door tonight', 'ru', 'en', true],
    ['Закрой дверь вечером', 'ru', 'en', false],
    ['今晩ドアを閉めてください', 'ja', 'en', false],
    // A language that nothing is known of is believed.
    ['Ala dwe na fo', 'bm', undefined, false],
  ])('%s for %s from %s: %s', (text, target, source, other) => {
    expect(isOtherLanguage(text, target, source)).toBe(other);
  });
});
