import { FILLERS, SMALL_EXCEPTIONS } from './languages.ts';

/** How decoded words are written. */
export interface TextOptions {
  /** `lower` and `sentence` are for models that know capitals only; `model` keeps what the model wrote. */
  readonly casing: 'model' | 'lower' | 'sentence';
  readonly fillers: 'keep' | 'drop';
  /** Digits of numbers; letters with digits among them (`3la`) are left alone. */
  readonly digits: 'keep' | 'western' | 'arabic-indic';
  /** Arabic vowel signs. */
  readonly diacritics: 'keep' | 'drop';
  /** Writes the forms of alef, ya and ta marbuta as one letter each, as search and scoring like it. */
  readonly unifyLetters: boolean;
}

export const TEXT_DEFAULTS: TextOptions = {
  casing: 'model',
  fillers: 'keep',
  digits: 'western',
  diacritics: 'drop',
  unifyLetters: false,
};

interface Written {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A pause that begins a sentence, as far as anyone can tell without punctuation. */
const SENTENCE_PAUSE_MS = 800;
const TATWEEL_AND_MARKS = /[\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const HARAKAT = /[\u064b-\u065f\u0670\u06d6-\u06ed]/gu;
const PRESENTATION_FORMS = /[\ufb50-\ufdff\ufe70-\ufefc]+/gu;
const NUMBER = /^[\d\u0660-\u0669\u06f0-\u06f9\u066b\u066c\u066a.,:%-]+$/u;

/** Words as they are shown. Words of which nothing is left, and fillers where asked, are left out; times stay as they are. */
export function cleanWords<T extends Written>(
  words: readonly T[],
  language: string | undefined,
  options: TextOptions,
): T[] {
  const kept = words.flatMap((word) => {
    const text = cleanWord(word.text, options);
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    return options.fillers === 'drop' && isFiller(text, language) ? [] : [{ ...word, text }];
  });
  if (options.casing === 'model') return kept;
  return kept.map((word, at) => {
    const small = lower(word.text, language);
    const pauseMs = word.startMs - (kept[at - 1]?.endMs ?? -Infinity);
    const begins = options.casing === 'sentence' && pauseMs >= SENTENCE_PAUSE_MS;
    return { ...word, text: begins ? capital(small, language) : small };
  });
}

function cleanWord(text: string, { digits, diacritics, unifyLetters }: TextOptions): string {
  let clean = text
    .replace(PRESENTATION_FORMS, (form) => form.normalize('NFKC'))
    .normalize('NFC')
    .replace(/[\u2018\u2019\u02bc\u0060\u00b4]/gu, "'")
    .replace(TATWEEL_AND_MARKS, '')
    .trim();
  if (diacritics === 'drop') clean = clean.replace(HARAKAT, '');
  if (unifyLetters)
    clean = clean
      .replace(/[أإآٱ]/gu, 'ا')
      .replace(/[ىی]/gu, 'ي')
      .replace(/ة/gu, 'ه');
  return digits === 'keep' || !NUMBER.test(clean) ? clean : writeDigits(clean, digits);
}

function writeDigits(text: string, digits: 'western' | 'arabic-indic'): string {
  const western = text
    .replace(/[\u0660-\u0669]/gu, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/gu, (digit) => String(digit.charCodeAt(0) - 0x06f0));
  if (digits === 'western')
    return western
      .replace(/\u066b/gu, '.')
      .replace(/\u066c/gu, ',')
      .replace(/\u066a/gu, '%');
  return western.replace(/\d/gu, (digit) => String.fromCharCode(0x0660 + Number(digit)));
}

/** Fillers are compared in small letters with drawn-out letters said once. */
function isFiller(text: string, language: string | undefined): boolean {
  const said = lower(text, language).replace(/(.)\1+/gu, '$1');
  return (language === undefined ? [] : (FILLERS[language] ?? [])).includes(said);
}

function lower(text: string, language: string | undefined): string {
  const small = text.toLocaleLowerCase(language ?? 'und');
  return language !== undefined && SMALL_EXCEPTIONS[language]?.test(small) === true ? capital(small, language) : small;
}

function capital(text: string, language: string | undefined): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(language ?? 'und') + text.slice(first.length);
}
