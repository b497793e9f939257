import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { stripMarkup } from '../markup.ts';
import { omit } from './omit.ts';
import { saysTheSame } from './same-text.ts';
import { textOfCue } from './translation-operations.ts';
import { type SplitLines, splitLines, wordStarts } from './split-text.ts';

/** Scripts whose words no space divides. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Behind the mark that ends a sentence, with the quotes and tags that it closes. Western marks need a space behind them. */
const SENTENCE_END = /(?:[.!?…]+(?:["'»”’)\]]|<\/[a-z]+>)*(?=\s|$)|[。！？]+[」』”]*)/giu;

/**
 * The two parts of a translation when its cue is split; no second one where it cannot be cut. A part is up to date only where
 * the cut is sure: between two people's lines, or between as many sentences as the cue has. Elsewhere it is cut where as much
 * of it is said, and both parts are of no known text, so that somebody looks at them.
 */
export function divideTranslation(
  translation: CueTranslation,
  cue: Cue,
  first: Cue,
  second: Cue,
): readonly [CueTranslation, CueTranslation | undefined] {
  const source = sourceParts(translation, cue, first, second);
  const sure = source ?? lineParts(translation, cue, first, second) ?? sentenceParts(translation, first, second);
  const parts = sure ?? likelyParts(translation, first, second);
  const { endMs } = translation;
  const rest = omit(translation, 'alternatives', 'endMs', ...(source === undefined ? (['flags'] as const) : []));
  const early = endMs !== undefined && endMs <= first.endMs ? { endMs } : {};
  if (parts === undefined) return [{ ...rest, ...early }, undefined];
  const late = endMs !== undefined && endMs > second.startMs ? { endMs } : {};
  const isSure = sure !== undefined && saysTheSame(translation.of, textOfCue(cue));
  const of = (part: Cue): string => (isSure ? textOfCue(part) : '');
  return [
    { ...rest, lines: parts.first, of: of(first), ...early },
    { ...rest, lines: parts.second, of: of(second), ...late },
  ];
}

/** Where the source text still stands in for the translation. */
function sourceParts({ lines }: CueTranslation, cue: Cue, first: Cue, second: Cue): SplitLines | undefined {
  const isSource = cue.lines.length > 0 && lines.join('\n') === textOfCue(cue);
  return isSource ? { first: first.lines, second: second.lines } : undefined;
}

function lineParts({ lines }: CueTranslation, cue: Cue, first: Cue, second: Cue): SplitLines | undefined {
  const isBetween = first.lines.length + second.lines.length === cue.lines.length;
  if (cue.lineSpeakers === undefined || lines.length !== cue.lines.length || !isBetween) return undefined;
  return { first: lines.slice(0, first.lines.length), second: lines.slice(first.lines.length) };
}

function sentenceParts({ lines }: CueTranslation, first: Cue, second: Cue): SplitLines | undefined {
  const head = stripMarkup(textOfCue(first)).trim();
  const before = sentenceEnds(head);
  if (before.at(-1) !== head.length) return undefined;
  const ends = sentenceEnds(lines.join('\n'));
  const behind = sentenceEnds(stripMarkup(textOfCue(second)).trim());
  const at = ends[before.length - 1];
  return at === undefined || ends.length !== before.length + behind.length ? undefined : splitLines(lines, at);
}

function sentenceEnds(text: string): number[] {
  return Array.from(text.matchAll(SENTENCE_END), (match) => match.index + match[0].length);
}

/** Cut before the word that is about as far in the translation as the second part is in the text. */
function likelyParts({ lines }: CueTranslation, first: Cue, second: Cue): SplitLines | undefined {
  const [head, tail] = [first, second].map((part) => stripMarkup(textOfCue(part)).length);
  if (head === undefined || tail === undefined || head + tail === 0) return undefined;
  const text = lines.join('\n');
  if (!/\s/u.test(text.trim()) && !UNSPACED.test(text)) return undefined;
  const wanted = (text.length * head) / (head + tail);
  const places = wordStarts(text).sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  for (const place of places) {
    const parts = splitLines(lines, place);
    if (parts !== undefined) return parts;
  }
  return undefined;
}
