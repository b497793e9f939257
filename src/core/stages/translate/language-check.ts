import { functionWords } from '../../cues/function-words.ts';

/** The script that a language is written in, where it is one other than Latin. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/gu,
  bg: /\p{Script=Cyrillic}/gu,
  el: /\p{Script=Greek}/gu,
  fa: /\p{Script=Arabic}/gu,
  he: /\p{Script=Hebrew}/gu,
  hi: /\p{Script=Devanagari}/gu,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu,
  ko: /\p{Script=Hangul}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  th: /\p{Script=Thai}/gu,
  uk: /\p{Script=Cyrillic}/gu,
  ur: /\p{Script=Arabic}/gu,
  zh: /\p{Script=Han}/gu,
};

const LATIN_LANGUAGES: ReadonlySet<string> = new Set(
  'az ca cs da de en es et fi fr hr hu id it lt lv ms nl no pl pt ro sk sl sq sv sw tl tr vi'.split(' '),
);

/** Fewest letters, or function words, before a text is judged: names and cries belong to every language. */
const LEAST_LETTERS = 6;
const LEAST_WORDS = 3;

/** Whether a text is clearly not in `target`: another script, or only the small words of the source language. */
export function isOtherLanguage(text: string, target: string, source: string | undefined): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < LEAST_LETTERS) return false;
  const script = scriptOf(target);
  if (script !== undefined && (text.match(script)?.length ?? 0) < letters / 2) return true;
  if (source === undefined || source === target) return false;
  const said = text.toLowerCase().split(/[^\p{L}']+/u);
  const foreign = smallWords(source);
  const own = smallWords(target);
  const hits = said.filter((word) => foreign.has(word) && !own.has(word)).length;
  return hits >= LEAST_WORDS && !said.some((word) => own.has(word) && !foreign.has(word));
}

function scriptOf(language: string): RegExp | undefined {
  if (LATIN_LANGUAGES.has(language)) return /\p{Script=Latin}/gu;
  return Object.hasOwn(SCRIPTS, language) ? SCRIPTS[language] : undefined;
}

function smallWords(language: string): ReadonlySet<string> {
  const words = functionWords(language);
  return new Set([
    ...words.determiners,
    ...words.prepositions,
    ...words.conjunctions,
    ...words.verbal,
    ...words.enclitics,
  ]);
}
