import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import { comparable } from '../../llm/similarity.ts';

/** Scripts whose words no space divides: a term may stand anywhere. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * Whether a text says a term. Words may carry endings (Turkish `Boğaz'da` says `Boğaz`), so the last word of the term only
 * has to begin a word; terms of one or two letters have to be whole words.
 */
function saysTerm(text: string, term: string): boolean {
  const wanted = comparable(term);
  if (wanted === '') return false;
  const padded = ` ${comparable(text)} `;
  if (UNSPACED.test(wanted)) return padded.includes(wanted);
  return padded.includes(` ${wanted}${wanted.length <= 2 ? ' ' : ''}`);
}

/** The terms that a text says, longer ones first, so that `New York` comes before `York`. */
export function termsIn(text: string, glossary: readonly GlossaryTerm[]): GlossaryTerm[] {
  return glossary
    .filter((term) => saysTerm(text, term.source))
    .toSorted((a, b) => b.source.length - a.source.length || (a.source < b.source ? -1 : 1));
}

/** Terms of a source text that its translation does not say. */
export function missedTerms(source: string, translation: string, glossary: readonly GlossaryTerm[]): GlossaryTerm[] {
  const present = termsIn(source, glossary);
  // A term inside a longer one that is there is meant by it, not by itself.
  const meant = present.filter(
    (term, index) => !present.slice(0, index).some((longer) => saysTerm(longer.source, term.source)),
  );
  return meant.filter((term) => !saysTerm(translation, term.target));
}
