import type { AsrWord } from '../../ports/asr-engine.ts';
import { type Alphabet, spell } from './alphabet.ts';
import { type AlignTarget, STAR } from './forced-align.ts';
import { spokenForms } from './numbers/speak-numbers.ts';

/** The ways one written word may be said, as tokens; the usual one first, at least one. */
export type SpelledForms = readonly (readonly number[])[];

/** A text to align, and which of its tokens `[from, to)` are each word's. */
export interface WordsTarget extends AlignTarget {
  readonly words: readonly { readonly from: number; readonly to: number; readonly spelled: boolean }[];
}

/** Numbers are spelled out as the language says them. */
export function spelledForms(word: AsrWord, alphabet: Alphabet, language: string | undefined): SpelledForms {
  const forms = spokenForms(word.text, language);
  return (forms.length === 0 ? [word.text] : forms).map((form) => spell(form, alphabet, language));
}

/** One form of each word in a row, with the model's token between words. */
export function targetOf(
  words: readonly AsrWord[],
  forms: readonly (readonly number[])[],
  { delimiter, blank }: Alphabet,
): WordsTarget {
  const tokens: number[] = [];
  const opens: number[] = [];
  const add = (token: number, open: boolean): void => {
    opens.push(open || token === delimiter || tokens.at(-1) === delimiter ? 1 : 0);
    tokens.push(token);
  };
  const spans = words.map((word, index) => {
    if (index > 0 && delimiter !== undefined && word.spaceBefore !== false) add(delimiter, true);
    const from = tokens.length;
    forms[index].forEach((token, i) => add(token, i === 0));
    return { from, to: tokens.length, spelled: forms[index].some((token) => token !== STAR) };
  });
  return { tokens, opens: Uint8Array.from([...opens, 1]), blank, words: spans };
}
