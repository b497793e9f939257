import { functionWords } from '../cues/function-words.ts';
import { stripMarkup, tokenizeMarkup } from '../document/markup.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';

/** A word as it is written in a cue. */
interface Written {
  readonly word: string;
  /** Where nothing says that a capital means a name: a cue, a line of dialogue or a sentence begins here. */
  readonly isStart: boolean;
}

/** Longer runs of letters are no words. */
const LONGEST = 60;
/** Addresses, handles and the like. */
const NO_PROSE = /@|:\/\/|www\.|#\p{L}/u;
const WORD = /(?<![\p{L}\p{M}\p{N}_])[\p{L}\p{M}]+(?:['\u2019][\p{L}\p{M}]+)*(?![\p{L}\p{M}\p{N}_])/gu;
/** What a sentence, or the talk of another, begins behind. */
const BEGINS = /(?:^|[.!?\u2026:\n\u00bf\u00a1])[\s"'\u201c\u201d\u2018\u00ab\u00a0()[\]-]*$/u;
/** A word that breaks off, or is said by half: `wha-`, `goin'`. */
const CUT_OFF = /^(?:[-\u2010-\u2015](?!\p{L})|['\u2019])/u;

const WRITTEN = new WeakMap<Cue, readonly Written[]>();

/**
 * The different words of a document that a dictionary can judge. Left out: single letters, what holds digits, addresses,
 * words that break off, abbreviations, the names of the speakers, and capitalised words in the midst of a sentence, which
 * are names in most languages.
 */
export function spellingWords({ cues, speakers, language }: VoxlaneDocument): string[] {
  const names = new Set(speakers.flatMap(({ name }) => (name ?? '').toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []));
  const { capitalisedNouns } = functionWords(language);
  const words = new Set<string>();
  const capitals = new Set<string>();
  for (const cue of cues) {
    for (const { word, isStart } of writtenIn(cue)) {
      if (!capitalisedNouns && !isStart && isCapitalised(word)) capitals.add(word);
      else words.add(word);
    }
  }
  return [...words].filter((word) => !capitals.has(word) && !isAbbreviation(word) && !isName(word, names));
}

/** The words of a cue that are in `misspelt`, each once. */
export function misspeltIn(cue: Cue, misspelt: ReadonlySet<string>): string[] {
  if (misspelt.size === 0) return [];
  return [...new Set(writtenIn(cue).map(({ word }) => word))].filter((word) => misspelt.has(word));
}

/** The lines of a cue with a word of it written another way, wherever it stands as a whole word of the text. */
export function respelt(lines: readonly string[], word: string, by: string): string[] {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
  const whole = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}_])${escaped}(?![\\p{L}\\p{M}\\p{N}_]|['\\u2019][\\p{L}\\p{M}])`,
    'gu',
  );
  return lines.map((line) =>
    tokenizeMarkup(line)
      .map(({ kind, raw }) => (kind === 'text' ? raw.replace(whole, () => by) : raw))
      .join(''),
  );
}

function writtenIn(cue: Cue): readonly Written[] {
  const known = WRITTEN.get(cue);
  if (known !== undefined) return known;
  const text = cue.lines
    .map(stripMarkup)
    .join('\n')
    .replace(/\S+/gu, (part) => (NO_PROSE.test(part) ? '_'.repeat(part.length) : part));
  const written = [...text.matchAll(WORD)].flatMap(({ 0: word, index }): Written[] => {
    const after = text.slice(index + word.length, index + word.length + 2);
    if (word.length < 2 || word.length > LONGEST || CUT_OFF.test(after)) return [];
    // Twenty characters reach over any marks between two sentences.
    return [{ word, isStart: BEGINS.test(text.slice(Math.max(0, index - 20), index)) || index === 0 }];
  });
  WRITTEN.set(cue, written);
  return written;
}

/** Words in capitals throughout are loud, not names. */
function isCapitalised(word: string): boolean {
  return /^\p{Lu}.*\p{Ll}/u.test(word);
}

/** Up to five capitals in a row are read letter by letter, or known to those who wrote them. */
function isAbbreviation(word: string): boolean {
  return /^\p{Lu}{2,5}(?:['\u2019]?s)?$/u.test(word);
}

function isName(word: string, names: ReadonlySet<string>): boolean {
  const bare = word.toLowerCase().replace(/['\u2019].*$/u, '');
  return names.has(bare) || names.has(word.toLowerCase());
}
