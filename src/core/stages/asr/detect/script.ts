import { scriptsOf, type Script } from './scripts-of.ts';

const TESTS: Readonly<Record<Script, RegExp>> = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Arabic: /\p{Script=Arabic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Greek: /\p{Script=Greek}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Bengali: /\p{Script=Bengali}/u,
  Tamil: /\p{Script=Tamil}/u,
  Telugu: /\p{Script=Telugu}/u,
  Thai: /\p{Script=Thai}/u,
  Georgian: /\p{Script=Georgian}/u,
  Armenian: /\p{Script=Armenian}/u,
  Hangul: /\p{Script=Hangul}/u,
  Han: /\p{Script=Han}/u,
  Kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
};
/** Names and quotes are written as they are at home; so many letters are no name. */
const JUDGED_LETTERS = 12;
const FOREIGN_SHARE = 0.5;
/** Callers of other scripts mix English in, so only a text that is Latin nearly throughout is foreign to them. */
const LATIN_SHARE = 0.9;

/**
 * Part of a text's letters that are foreign to its language, where that is so much that the text must be wrong or
 * translated; `undefined` otherwise and for languages whose script is not known here.
 */
export function foreignShare(text: string, language: string | undefined): number | undefined {
  const own = language === undefined ? undefined : scriptsOf(language);
  if (own === undefined) return undefined;
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length < JUDGED_LETTERS) return undefined;
  const foreign = letters.filter((letter) => !own.some((script) => TESTS[script].test(letter)));
  const scripted = foreign.filter((letter) => !/\p{Script=Common}/u.test(letter));
  const share = scripted.length / letters.length;
  const latin = scripted.filter((letter) => TESTS.Latin.test(letter)).length;
  const limit = latin * 2 > scripted.length ? LATIN_SHARE : FOREIGN_SHARE;
  return share > limit ? share : undefined;
}
