import type { Cue } from '../../timeline/types.ts';
import type { VoxlaneDocument } from '../types.ts';
import { rawOffset, readMarked } from './marked-text.ts';
import type { Matcher } from './query.ts';

/** Offsets in the lines joined by line breaks, tags included. */
interface FindRange {
  readonly start: number;
  readonly end: number;
}

export interface FindHit {
  readonly cue: string;
  readonly index: number;
  readonly ranges: readonly FindRange[];
}

export interface SearchOptions {
  /** Position of the first cue to look at. Default 0. */
  readonly from?: number;
  /** Asked after every cue; true ends the call there, so that a window stays alive. */
  readonly isOver?: () => boolean;
}

export interface Search<T> {
  readonly hits: readonly T[];
  /** Where to go on; absent when all cues were looked at. */
  readonly next?: number;
  /** Cues whose text is too long for the pattern. */
  readonly skipped: readonly string[];
}

/** Where the shown text of cues matches; tags are not looked at. */
export function findCues(document: VoxlaneDocument, matcher: Matcher, options: SearchOptions = {}): Search<FindHit> {
  return search(document, matcher, options, (cue, index) => {
    const marked = readMarked(cue.lines);
    const ranges = matchesOf(marked.shown, matcher).map(({ index: start, 0: text }) => ({
      start: rawOffset(marked, start, 'start'),
      end: rawOffset(marked, start + text.length, 'end'),
    }));
    return ranges.length === 0 ? undefined : { cue: cue.id, index, ranges };
  });
}

/** All matches in a text that show something. */
export function matchesOf(text: string, { regex }: Matcher): RegExpExecArray[] {
  return [...text.matchAll(regex)].filter((match) => match[0] !== '');
}

/** Goes through the cues that are short enough for the matcher. */
export function search<T>(
  { cues }: VoxlaneDocument,
  matcher: Matcher,
  { from = 0, isOver = () => false }: SearchOptions,
  look: (cue: Cue, index: number) => T | undefined,
): Search<T> {
  const hits: T[] = [];
  const skipped: string[] = [];
  for (let index = from; index < cues.length; index++) {
    const cue = cues[index];
    if (cue === undefined) break;
    const length = cue.lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (length > matcher.longestText) skipped.push(cue.id);
    else {
      const hit = look(cue, index);
      if (hit !== undefined) hits.push(hit);
    }
    if (isOver() && index + 1 < cues.length) return { hits, skipped, next: index + 1 };
  }
  return { hits, skipped };
}
