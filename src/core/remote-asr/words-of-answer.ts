import type { AsrWord } from '../ports/asr-engine.ts';
import type { Span } from '../timeline/span.ts';
import type { Answer, HeardText } from './answer.ts';
import { spreadWords, standsClose, tokensOf } from './spread-words.ts';

/** A stretch of the recording (media ms) and where it begins in what was sent. */
export interface SentPart extends Span {
  readonly offsetMs: number;
  /** Speech in it, media ms. */
  readonly speech: readonly Span[];
}

/** A stretch with the server's label of who speaks in it, media ms. */
export interface LabelledSpan extends Span {
  readonly speaker: string;
}

export interface PartWords {
  /** For each part, in order. */
  readonly words: readonly (readonly AsrWord[])[];
  readonly turns: readonly LabelledSpan[];
}

/** A server that names no confidence is taken at its word. */
const UNKNOWN_CONFIDENCE = 1;

/**
 * The words of each part of a request: with the server's own times, else spread over their segment or over all of the
 * part. `undefined` when several parts were sent and the answer has no times to tell them apart by.
 */
export function wordsOfAnswer(answer: Answer, parts: readonly SentPart[]): PartWords | undefined {
  const { text, words, segments } = answer;
  const [only] = parts;
  if (only === undefined) return { words: [], turns: [] };
  const turns = turnsOf(words.some((word) => word.speaker !== undefined) ? words : segments, parts);
  if (words.length > 0) return { words: byPart(withPunctuation(words, text), parts, timedWord), turns };
  if (segments.length > 0) return { words: byPart(segments, parts, spreadSegment), turns };
  if (text.trim() === '') return { words: parts.map(() => []), turns: [] };
  return parts.length > 1
    ? undefined
    : { words: [spreadWords(text, only, only.speech, UNKNOWN_CONFIDENCE)], turns: [] };
}

type MakeWords = (heard: HeardText, part: SentPart, before: AsrWord | undefined) => readonly AsrWord[];

function byPart(heard: readonly HeardText[], parts: readonly SentPart[], make: MakeWords): AsrWord[][] {
  const words: AsrWord[][] = parts.map(() => []);
  for (const one of heard) {
    const index = partAt(parts, (one.startMs + one.endMs) / 2);
    const list = words[index];
    const part = parts[index];
    if (list !== undefined && part !== undefined) list.push(...make(one, part, list.at(-1)));
  }
  return words;
}

function timedWord(heard: HeardText, part: SentPart, before: AsrWord | undefined): AsrWord[] {
  return [
    {
      ...inMedia(heard, part),
      text: heard.text,
      confidence: heard.confidence ?? UNKNOWN_CONFIDENCE,
      timing: 'native',
      ...(standsClose(before?.text, heard.text) ? { spaceBefore: false } : {}),
    },
  ];
}

function spreadSegment(heard: HeardText, part: SentPart): AsrWord[] {
  return spreadWords(heard.text, inMedia(heard, part), part.speech, heard.confidence ?? UNKNOWN_CONFIDENCE);
}

/** Neighbouring texts of one speaker become one turn. */
function turnsOf(heard: readonly HeardText[], parts: readonly SentPart[]): LabelledSpan[] {
  const turns: LabelledSpan[] = [];
  let lastPart = -1;
  for (const one of heard) {
    const index = partAt(parts, (one.startMs + one.endMs) / 2);
    const part = parts[index];
    if (part === undefined || one.speaker === undefined) continue;
    const span = inMedia(one, part);
    const last = turns.at(-1);
    if (last?.speaker === one.speaker && index === lastPart)
      turns[turns.length - 1] = { ...last, endMs: Math.max(last.endMs, span.endMs) };
    else turns.push({ ...span, speaker: one.speaker });
    lastPart = index;
  }
  return turns;
}

/** The last part that begins at or before a time of the request. */
function partAt(parts: readonly SentPart[], ms: number): number {
  return Math.max(
    0,
    parts.findLastIndex((part) => part.offsetMs <= ms),
  );
}

function inMedia({ startMs, endMs }: Span, part: SentPart): Span {
  const at = (ms: number): number =>
    Math.min(part.endMs, Math.max(part.startMs, Math.round(part.startMs + ms - part.offsetMs)));
  return { startMs: at(startMs), endMs: at(endMs) };
}

/** Some servers time bare words: where they are those of the text one by one, the text's spelling is taken. */
function withPunctuation(words: readonly HeardText[], text: string): readonly HeardText[] {
  const tokens = tokensOf(text);
  const same =
    tokens.length === words.length && tokens.every((token, i) => bare(token.text) === bare(words[i]?.text ?? ''));
  return same ? words.map((word, i) => ({ ...word, text: tokens[i]?.text ?? word.text })) : words;
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
