import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import { stripMarkup } from '../../document/markup.ts';
import { comparable } from '../../llm/similarity.ts';

/** Terms of one or two letters have to be whole words. */
const SHORT = 2;
/** So many letters at the beginning tell most terms apart. */
const KEY = 3;

/** Begins in a script that is written without spaces: a word may begin anywhere. */
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** All of it is: no such letter is below. */
const NO_UNSPACED = /^[ -\u0dff]*$/u;

/** A term as it is looked for; empty where only signs are left of it. */
interface Wanted {
  readonly term: GlossaryTerm;
  readonly source: string;
  readonly target: string;
}

/** The terms of a glossary, longer ones first, by the first letters of what is looked for. */
interface TermIndex {
  readonly terms: readonly Wanted[];
  /** Positions in `terms`. */
  readonly byStart: ReadonlyMap<string, readonly number[]>;
}

const INDEXES = new WeakMap<readonly GlossaryTerm[], TermIndex>();

/** Made once for a glossary: it may have thousands of terms, and a document thousands of lines. */
function indexOf(glossary: readonly GlossaryTerm[]): TermIndex {
  const known = INDEXES.get(glossary);
  if (known !== undefined) return known;
  const terms = glossary
    .toSorted((a, b) => b.source.length - a.source.length || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0))
    .map((term): Wanted => ({ term, source: comparable(term.source), target: comparable(term.target) }));
  const byStart = new Map<string, number[]>();
  for (const [at, { source }] of terms.entries()) {
    if (source === '') continue;
    const key = source.slice(0, KEY);
    const list = byStart.get(key);
    if (list === undefined) byStart.set(key, [at]);
    else list.push(at);
  }
  const index = { terms, byStart };
  INDEXES.set(glossary, index);
  return index;
}

/** A text as terms are looked for in it. */
function searched(text: string): string {
  return ` ${comparable(stripMarkup(text))} `;
}

/**
 * Whether a text says a term. Words may carry endings (Turkish `Boğaz'da` says `Boğaz`), so the last word of the term only
 * has to begin a word; terms of one or two letters have to be whole words, except in scripts without spaces.
 */
function says(text: string, wanted: string): boolean {
  if (wanted === '') return false;
  if (UNSPACED.test(wanted)) return text.includes(wanted);
  return text.includes(` ${wanted}${wanted.length <= SHORT ? ' ' : ''}`);
}

function wantedIn(text: string, { terms, byStart }: TermIndex): Wanted[] {
  if (terms.length === 0) return [];
  const found = new Set<number>();
  const isSpaced = NO_UNSPACED.test(text);
  for (let at = 1; at < text.length; at++) {
    if (text.charAt(at - 1) !== ' ' && (isSpaced || !UNSPACED.test(text.slice(at, at + 2)))) continue;
    for (let length = 1; length <= KEY; length++) {
      for (const place of byStart.get(text.slice(at, at + length)) ?? []) {
        if (!found.has(place) && says(text, terms[place]?.source ?? '')) found.add(place);
      }
    }
  }
  return [...found].sort((a, b) => a - b).flatMap((place) => terms[place] ?? []);
}

/** The terms that a text says, longer ones first, so that `New York` comes before `York`. */
export function termsIn(text: string, glossary: readonly GlossaryTerm[]): GlossaryTerm[] {
  return wantedIn(searched(text), indexOf(glossary)).map(({ term }) => term);
}

/**
 * Terms of a source text that its translation does not say. Of a term that is in the glossary more than once, any of its
 * translations will do; one that is nothing but signs is not looked for.
 */
export function missedTerms(source: string, translation: string, glossary: readonly GlossaryTerm[]): GlossaryTerm[] {
  const present = wantedIn(searched(source), indexOf(glossary));
  if (present.length === 0) return [];
  // A term inside a longer one that is there is meant by it, not by itself.
  const meant = present.filter(
    (term, index) => !present.slice(0, index).some((longer) => says(` ${longer.source} `, term.source)),
  );
  const said = searched(translation);
  const isSaid = (wanted: Wanted): boolean =>
    present.some(({ source: same, target }) => same === wanted.source && (target === '' || says(said, target)));
  return meant.filter((wanted) => !isSaid(wanted)).map(({ term }) => term);
}
