const FRENCH = ['euh', 'heu', 'hm', 'hum', 'ben'];
const ARABIC = ['اه', 'آه', 'أ', 'ا', 'ام', 'م', 'اوم', 'هم'];

/**
 * Sounds of hesitation per language, with drawn-out letters written once. Moroccan calls mix Arabic and French, so Arabic
 * has the French ones too.
 */
export const FILLERS: Readonly<Record<string, readonly string[]>> = {
  en: ['uh', 'um', 'uhm', 'er', 'erm', 'hm', 'mhm', 'ah'],
  fr: FRENCH,
  de: ['äh', 'ähm', 'öh', 'hm'],
  es: ['eh', 'em', 'hm'],
  it: ['eh', 'ehm', 'hm'],
  tr: ['ı', 'e', 'hm', 'ım'],
  ar: [...ARABIC, ...FRENCH],
  ary: [...ARABIC, ...FRENCH],
};

/** Words that keep a capital inside a sentence. */
export const SMALL_EXCEPTIONS: Readonly<Record<string, RegExp>> = { en: /^i('|$)/u };
