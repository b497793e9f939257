import { readingLength } from '../../cues/text-measure.ts';
import type { RuleProfile } from '../../cues/profiles.ts';
import type { Cue, Word } from '../../timeline/types.ts';
import type { EditOperation } from '../edits/operations.ts';
import { textOffset, wordOffsets, wordStarts } from '../edits/split-text.ts';
import { stripMarkup } from '../markup.ts';
import type { VoxlaneDocument } from '../types.ts';
import { action, type CueAction, noAction } from './action.ts';
import { clamp, SHORTEST_MS } from './cue-room.ts';

type SplitProfile = Pick<RuleProfile, 'minGapMs' | 'cpsCounting'>;

/**
 * Splits a cue at a place in its text (`offset` in UTF-16 units of line `line`, both from 0). The second part begins with
 * its first word, or, where the text is not that of the words, when a reader comes to it; it keeps the end.
 */
export function splitAtCursor(
  document: VoxlaneDocument,
  id: string,
  cursor: { readonly line: number; readonly offset: number },
  profile: SplitProfile,
): CueAction {
  const cue = document.cues.find((entry) => entry.id === id);
  if (cue === undefined) return noAction('cue-unknown');
  const at = textOffset(cue.lines, cursor.line, cursor.offset);
  if (at === undefined) return noAction('split-without-text');
  const words = wordsOf(document, cue);
  const starts = words.length === 0 ? undefined : wordOffsets(cue.lines, words);
  const first = starts === undefined ? undefined : words.find((_, index) => (starts[index] ?? 0) >= at);
  const timeMs = first?.startMs ?? readAt(cue, at, profile);
  return split(document, cue, timeMs, cursor, profile);
}

/** Splits a cue at a moment: between words by their times, else where a reader is then. */
export function splitAtPlayhead(
  document: VoxlaneDocument,
  id: string,
  playheadMs: number,
  profile: SplitProfile,
): CueAction {
  const cue = document.cues.find((entry) => entry.id === id);
  if (cue === undefined) return noAction('cue-unknown');
  if (playheadMs <= cue.startMs || playheadMs >= cue.endMs) return noAction('outside-cue');
  if (cue.lines.length === 0) return split(document, cue, playheadMs, undefined, profile);
  const words = wordsOf(document, cue);
  const starts = words.length === 0 ? undefined : wordOffsets(cue.lines, words);
  const places = starts ?? wordStarts(cue.lines.join('\n'));
  const wanted =
    starts === undefined ? undefined : words.findIndex((word) => word.startMs + word.endMs >= 2 * playheadMs);
  const at =
    wanted === undefined
      ? nearest(places, playheadMs, (place) => readAt(cue, place, profile))
      : // All words are over: the last one goes alone.
        places[wanted <= 0 ? (wanted < 0 ? places.length - 1 : 1) : wanted];
  return at === undefined
    ? noAction('split-without-text')
    : split(document, cue, playheadMs, placeOf(cue.lines, at), profile);
}

function split(
  document: VoxlaneDocument,
  cue: Cue,
  wantedMs: number,
  place: { readonly line: number; readonly offset: number } | undefined,
  { minGapMs }: SplitProfile,
): CueAction {
  const lengthMs = cue.endMs - cue.startMs;
  if (lengthMs < 2) return noAction('no-room');
  const shortest = Math.min(SHORTEST_MS, Math.floor(lengthMs / 2));
  const timeMs = clamp(wantedMs, cue.startMs + shortest, cue.endMs - shortest);
  const operations: EditOperation[] = [{ kind: 'split-cue', cue: cue.id, at: { timeMs, ...place } }];
  const endMs = timeMs - minGapMs;
  if (minGapMs > 0 && endMs - cue.startMs >= SHORTEST_MS) {
    operations.push({ kind: 'set-cue-times', cue: cue.id, startMs: cue.startMs, endMs });
  }
  return action(document, 'split-cue', operations);
}

/** When a steady reader comes to a place of the joined text. Milliseconds. */
function readAt(cue: Cue, at: number, profile: SplitProfile): number {
  const text = cue.lines.join('\n');
  const length = (part: string): number => readingLength(stripMarkup(part).trim(), profile);
  const before = length(text.slice(0, at));
  const all = Math.max(1, before + length(text.slice(at)));
  return cue.startMs + ((cue.endMs - cue.startMs) * before) / all;
}

/** The place, of those in order, that a reader comes to closest to a moment; the first one of several. */
function nearest(places: readonly number[], wanted: number, readAtMs: (place: number) => number): number | undefined {
  const behind = firstFrom(places, wanted, readAtMs);
  const [before, after] = [places[behind - 1], places[behind]];
  if (before === undefined) return after;
  const early = readAtMs(before);
  if (after !== undefined && readAtMs(after) - wanted < wanted - early) return after;
  return places[firstFrom(places, early, readAtMs)];
}

/** Position of the first place that is read at or after a moment; a long text is only measured at some places. */
function firstFrom(places: readonly number[], ms: number, readAtMs: (place: number) => number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (readAtMs(places[middle] ?? 0) >= ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

function placeOf(lines: readonly string[], at: number): { line: number; offset: number } {
  let offset = at;
  for (const [line, text] of lines.entries()) {
    if (offset <= text.length) return { line, offset };
    offset -= text.length + 1;
  }
  return { line: lines.length - 1, offset: lines.at(-1)?.length ?? 0 };
}

/** The words of a cue in text order. */
function wordsOf({ words }: VoxlaneDocument, cue: Cue): Word[] {
  const ids = new Set(cue.wordIds);
  return ids.size === 0 ? [] : words.filter((word) => ids.has(word.id));
}
