import type { Cue, Turn, Word } from '../timeline/types.ts';
import { spanIndex } from './span-index.ts';
import type { VoxlaneDocument } from './types.ts';

/** The word that is being said at a moment; the one that began last where several are. */
export function wordAt({ words }: VoxlaneDocument, ms: number): Word | undefined {
  return spanIndex(words).last(ms);
}

/** The cue on screen at a moment; the one that came last where several are. */
export function cueAt({ cues }: VoxlaneDocument, ms: number): Cue | undefined {
  return spanIndex(cues).last(ms);
}

/** Position of the cue on screen at a moment, or of the last one before it; -1 before the first. */
export function cueIndexAt({ cues }: VoxlaneDocument, ms: number): number {
  const index = spanIndex(cues);
  return index.at(ms).at(-1) ?? index.firstFrom(ms + 1) - 1;
}

/** The turns that a view from `startMs` to `endMs` shows. */
export function turnsWithin({ turns }: VoxlaneDocument, startMs: number, endMs: number): readonly Turn[] {
  return spanIndex(turns).within(startMs, endMs);
}

/** The words that a view from `startMs` to `endMs` shows. */
export function wordsWithin({ words }: VoxlaneDocument, startMs: number, endMs: number): readonly Word[] {
  return spanIndex(words).within(startMs, endMs);
}
