import { describe, expect, it } from 'vitest';
import type { AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import { isInventedPhrase } from './phrases.ts';
import { withoutSilenceText, wordAnomaly } from './silence-text.ts';

function said(text: string, startMs: number, endMs: number, confidence = 0.9): AsrWord[] {
  const parts = text.split(' ');
  const step = (endMs - startMs) / parts.length;
  return parts.map((part, i) => ({
    startMs: startMs + i * step,
    endMs: startMs + (i + 1) * step,
    text: part,
    confidence,
    timing: 'dtw',
  }));
}

function heard(...words: AsrWord[]): AsrWindowResult {
  return {
    index: 0,
    words,
    drops: [],
    text: words.map(({ text }) => text).join(' '),
    language: 'en',
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}

const SPEECH = [{ startMs: 0, endMs: 5000 }];

describe('withoutSilenceText', () => {
  it('drops a known phrase where the VAD heard nothing, keeps it where it heard speech', () => {
    const kept = withoutSilenceText(
      heard(...said('seven three', 1000, 2000), ...said('Thanks for watching!', 20_000, 23_000)),
      SPEECH,
    );
    expect(kept.text).toBe('seven three');
    expect(kept.drops).toEqual([
      { startMs: 20_000, endMs: 23_000, reason: 'hallucination-phrase', detail: 'Thanks for watching!' },
    ]);
    expect(kept.notes).toHaveLength(1);
    const spoken = heard(...said('Thanks for watching!', 1000, 3000));
    expect(withoutSilenceText(spoken, SPEECH)).toBe(spoken);
  });

  it('drops improbable words in silence with silence around', () => {
    const lone = said('zap', 20_000, 20_100, 0.05);
    const reasons = (...words: AsrWord[]) => withoutSilenceText(heard(...words), SPEECH).drops.map((d) => d.reason);
    expect(reasons(...said('one', 1000, 2000), ...lone)).toEqual(['low-confidence']);
    expect(reasons(...said('one', 19_000, 19_500), ...lone)).toEqual([]);
    expect(reasons(...said('zap', 20_000, 20_400, 0.9))).toEqual([]);
    expect(reasons(...said('zap', 2000, 2100, 0.05))).toEqual([]);
  });

  it('drops nothing when no VAD was run', () => {
    const invented = heard(...said('Thank you.', 20_000, 21_000), ...said('zap', 28_000, 28_100, 0.01));
    expect(withoutSilenceText(invented, [])).toBe(invented);
  });

  it('scores words by the published limits', () => {
    const one = (startMs: number, endMs: number, confidence: number) =>
      wordAnomaly(said('x', startMs, endMs, confidence)[0]);
    expect(one(0, 500, 0.9)).toBe(0);
    expect(one(0, 500, 0.149)).toBe(1);
    expect(one(0, 33, 0.9)).toBeCloseTo(1.5, 9);
    expect(one(0, 3500, 0.9)).toBeCloseTo(1.5, 9);
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
