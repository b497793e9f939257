import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import { stripMarkup } from '../../document/markup.ts';
import { isUnspaced } from '../../cues/unspaced-scripts.ts';
import { comparable } from '../../llm/similarity.ts';

/** Terms of one or two letters have to be whole words. */
const SHORT = 2;

/** A term as it is looked for; empty where only signs are left of it. */
interface Wanted {
  readonly term: GlossaryTerm;
  readonly source: string;
  /** What a text has in it that says the term, and its translation; see `needleOf`. */
  readonly sourceNeedle: string;
  readonly targetNeedle: string;
}

/** Where a term may go on, by its next letter, and the terms that end here, as positions in the list. */
interface TermNode {
  readonly next: Map<string, TermNode>;
  readonly places: number[];
}

/** The terms of a glossary, longer ones first, and the tree of their letters. */
interface TermIndex {
  readonly terms: readonly Wanted[];
  readonly root: TermNode;
}

const INDEXES = new WeakMap<readonly GlossaryTerm[], TermIndex>();

/** Made once for a glossary: it may have thousands of terms, and a document thousands of lines. */
function indexOf(glossary: readonly GlossaryTerm[]): TermIndex {
  const known = INDEXES.get(glossary);
  if (known !== undefined) return known;
  const terms = glossary
    .toSorted((a, b) => b.source.length - a.source.length || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0))
    .map((term): Wanted => {
      const source = comparable(term.source);
      return { term, source, sourceNeedle: needleOf(source), targetNeedle: needleOf(comparable(term.target)) };
    });
  const root: TermNode = { next: new Map(), places: [] };
  for (const [place, { source }] of terms.entries()) {
    let node = root;
    for (let at = 0; at < source.length; at++) {
      const letter = source.charAt(at);
      let next = node.next.get(letter);
      if (next === undefined) node.next.set(letter, (next = { next: new Map(), places: [] }));
      node = next;
    }
    if (node !== root) node.places.push(place);
  }
  const index = { terms, root };
  INDEXES.set(glossary, index);
  return index;
}

/** A text as terms are looked for in it. */
function searched(text: string): string {
  return ` ${comparable(stripMarkup(text))} `;
}

/**
 * What a text has in it that says a term. Words may carry endings (Turkish `Boğaz'da` says `Boğaz`), so the last word of the
 * term only has to begin a word; terms of one or two letters have to be whole words, except in scripts without spaces.
 */
function needleOf(wanted: string): string {
  if (wanted === '' || beginsUnspaced(wanted, 0)) return wanted;
  return ` ${wanted}${wanted.length <= SHORT ? ' ' : ''}`;
}

/** Whether a script that is written without spaces stands at a place: a word may begin there, whatever is in front. */
function beginsUnspaced(text: string, at: number): boolean {
  return isUnspaced(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function wantedIn(text: string, { terms, root }: TermIndex): Wanted[] {
  const found = new Set<number>();
  const isSpaced = !isUnspaced(text);
  for (let start = 1; root.next.size > 0 && start < text.length; start++) {
    const isApart = !isSpaced && beginsUnspaced(text, start);
    if (text.charAt(start - 1) !== ' ' && !isApart) continue;
    let node = root.next.get(text.charAt(start));
    for (let end = start + 1; node !== undefined; end++) {
      const isWhole = isApart || end - start > SHORT || text.charAt(end) === ' ';
      if (isWhole) for (const place of node.places) found.add(place);
      node = node.next.get(text.charAt(end));
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
  const longer = present.map(({ source: own }) => ` ${own} `);
  const meant = present.filter(
    ({ sourceNeedle }, index) => !longer.some((own, at) => at < index && own.includes(sourceNeedle)),
  );
  const said = searched(translation);
  const isSaid = (wanted: Wanted): boolean =>
    present.some(({ source: same, targetNeedle }) => same === wanted.source && said.includes(targetNeedle));
  return meant.filter((wanted) => !isSaid(wanted)).map(({ term }) => term);
}
