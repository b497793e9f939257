import { ABBREVIATIONS, type FunctionWords } from './function-words.ts';

/** A piece of text that is never broken inside: a word with its punctuation, or one character of an unspaced script. */
export interface TextUnit {
  readonly text: string;
  readonly spaceBefore: boolean;
}

/** Costs of ending a line or cue at a place, from free (a sentence ended) to all but forbidden. */
export const SPLIT_COST = {
  sentence: 0,
  clause: 20,
  beforeConjunction: 35,
  beforePreposition: 50,
  plain: 80,
  insideName: 140,
  afterVerbal: 160,
  afterPreposition: 180,
  afterDeterminer: 220,
  insideToken: 1000,
} as const;

const CLOSERS = `["'\u201d\u2019\u00bb)\\]\u300d\u300f\uff09]*`;
const SENTENCE_END = new RegExp(`[.!?\u2026\u3002\uff01\uff1f\uff0e\u061f\u0964]${CLOSERS}$`, 'u');
const CLAUSE_END = new RegExp(
  `[,;:\u2013\u2014\uff0c\u3001\uff1b\uff1a\u060c\u061b]${CLOSERS}$|^[-\u2013\u2014]$`,
  'u',
);
const NUMBER = /^[\p{Sc}]?\p{N}[\p{N}.,]*$/u;
const CAPITAL = /^["'\u201c\u2018\u00ab(]*\p{Lu}/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;
const KATAKANA = /[\p{Script=Katakana}\u30fc]/u;
/** Marks and joiners among them: what a reader sees as one character is never broken. */
const NO_LINE_START =
  /^[\p{M}\p{Emoji_Modifier}\u200d\p{Pe}\p{Pf}\p{Po}\u30fc\u3005\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087]/u;
/** Stand-alone punctuation, as French writes it with a space: `Quoi ?`, `\u00ab Oui \u00bb`. */
const ONLY_CLOSING = /^[\p{Po}\p{Pe}\p{Pf}]+$/u;
const ONLY_OPENING = /^[\p{Ps}\p{Pi}\u00bf\u00a1]+$/u;
const NO_LINE_END = /[\p{Ps}\p{Pi}\u200d]$/u;

/** True when a sentence ends with this unit. Full stops of titles and of single capital initials end none. */
export function endsSentence(text: string): boolean {
  if (!SENTENCE_END.test(text)) return false;
  return !ABBREVIATIONS.has(text.toLowerCase()) && !/^\p{Lu}\.$/u.test(text);
}

/**
 * Cost of breaking between two neighbouring units, after the rules subtitle guides share: after punctuation first, then
 * before conjunctions and prepositions; not between article and noun, preposition and object, pronoun or auxiliary and
 * verb, number and unit, first and last name. `beforePrevious` is the unit before `previous`, when there is one.
 */
export function splitCost(
  previous: TextUnit,
  next: TextUnit,
  words: FunctionWords,
  beforePrevious: TextUnit | undefined,
): number {
  if (previous.text === '' || next.text === '') return SPLIT_COST.plain;
  if (ONLY_CLOSING.test(next.text) || ONLY_OPENING.test(previous.text)) return SPLIT_COST.insideToken;
  if (!next.spaceBefore) return unspacedCost(previous.text, next.text, words);
  if (endsSentence(previous.text)) return SPLIT_COST.sentence;
  const before = bare(previous.text);
  const after = bare(next.text);
  if (words.enclitics.has(after)) return SPLIT_COST.afterDeterminer;
  if (CLAUSE_END.test(previous.text)) return SPLIT_COST.clause;
  if (ABBREVIATIONS.has(previous.text.toLowerCase())) return SPLIT_COST.afterDeterminer;
  if (words.determiners.has(before)) return SPLIT_COST.afterDeterminer;
  if (words.prepositions.has(before)) return SPLIT_COST.afterPreposition;
  if (words.verbal.has(before) || words.conjunctions.has(before)) return SPLIT_COST.afterVerbal;
  if (NUMBER.test(previous.text)) return SPLIT_COST.insideName;
  if (isName(previous, next, words, beforePrevious)) return SPLIT_COST.insideName;
  if (words.conjunctions.has(after)) return SPLIT_COST.beforeConjunction;
  if (words.prepositions.has(after)) return SPLIT_COST.beforePreposition;
  return SPLIT_COST.plain;
}

/** Two capitals in a row, the first not merely the start of a sentence. */
function isName(
  previous: TextUnit,
  next: TextUnit,
  words: FunctionWords,
  beforePrevious: TextUnit | undefined,
): boolean {
  if (words.capitalisedNouns || !CAPITAL.test(previous.text) || !CAPITAL.test(next.text)) return false;
  return beforePrevious === undefined || !endsSentence(beforePrevious.text) || /^\p{Lu}\.$/u.test(previous.text);
}

/** Between units without a space: free-ish in unspaced scripts (with their line-start and line-end rules), else never. */
function unspacedCost(previous: string, next: string, words: FunctionWords): number {
  if (NO_LINE_START.test(next) || NO_LINE_END.test(previous)) return SPLIT_COST.insideToken;
  const left = [...previous].at(-1) ?? '';
  const right = [...next][0] ?? '';
  if (SENTENCE_END.test(previous)) return UNSPACED.test(left) ? SPLIT_COST.sentence : SPLIT_COST.insideToken;
  if (CLAUSE_END.test(previous) && UNSPACED.test(left)) return SPLIT_COST.clause;
  if (!UNSPACED.test(left) && !UNSPACED.test(right)) return SPLIT_COST.insideToken;
  if (words.enclitics.has(right)) return SPLIT_COST.insideName;
  return KATAKANA.test(left) && KATAKANA.test(right) ? SPLIT_COST.afterPreposition : SPLIT_COST.plain;
}

/** Lower-case without outer punctuation; a typographic apostrophe becomes the plain one. */
function bare(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .replace(/^[^\p{L}\p{N}']+|[^\p{L}\p{N}']+$/gu, '');
}
