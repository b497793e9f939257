import { describe, expect, it } from 'vitest';
import { normalizeTranscript } from './normalize.ts';

describe('normalizeTranscript', () => {
  it('lower-cases, drops punctuation and splits', () => {
    expect(normalizeTranscript('  Hello, WORLD! (Yes\u2026) \u201cno\u201d \u2013 well-known and/or. ')).toEqual(
      'hello world yes no well known and or'.split(' '),
    );
  });

  it('keeps apostrophes inside words only, in one spelling', () => {
    expect(normalizeTranscript("'Tis don\u2019t l'eau dogs' ")).toEqual(['tis', "don't", "l'eau", 'dogs']);
  });

  it('lower-cases by language', () => {
    expect(normalizeTranscript('ISPARTA \u0130zmir', { language: 'tr' })).toEqual(['\u0131sparta', 'izmir']);
  });

  it('treats composed and decomposed letters, wide and narrow forms alike', () => {
    expect(normalizeTranscript('cafe\u0301 \uff21\uff22')).toEqual(['caf\u00e9', 'ab']);
  });

  it('gives one token per character in scripts without spaces', () => {
    expect(normalizeTranscript('\u4f60\u597d\uff0cworld')).toEqual(['\u4f60', '\u597d', 'world']);
  });

  it('spells digits only when asked', () => {
    expect(normalizeTranscript('42 is 7')).toEqual(['42', 'is', '7']);
    expect(normalizeTranscript('42 is 7', { spellDigits: true })).toEqual(['four', 'two', 'is', 'seven']);
  });

  it('takes languages as other programs name them, and goes without those that are none', () => {
    expect(normalizeTranscript('ISI', { language: 'tr_TR' })).toEqual(['\u0131s\u0131']);
    for (const language of ['', 'x', 'en US', 'zh-Hant-TW'])
      expect(normalizeTranscript('ISI', { language })).toEqual(['isi']);
  });

  it('gives nothing for silence', () => {
    expect(normalizeTranscript(' \u2026 -- ')).toEqual([]);
  });
});
