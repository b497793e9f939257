import type { VoxlaneDocument } from '../../../core/document/types.ts';
import type { Cue, Word } from '../../../core/timeline/types.ts';

/** Words of a cue are looked for this much around its time before all are searched. */
const AROUND_MS = 5000;
/** How many cues may lie over one another where the one that plays is looked for. */
const DEEP = 8;

const wordIndexes = new WeakMap<readonly Word[], ReadonlyMap<string, Word>>();

/** Position of the last of the items, ordered by start, that starts at or before a moment; -1 in front of all. */
export function lastStarted(items: readonly { readonly startMs: number }[], ms: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.startMs ?? Infinity) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Position of the cue shown at a moment, the one that started last of several; -1 where there is none. */
export function cueAt(cues: readonly Cue[], ms: number): number {
  const last = lastStarted(cues, ms);
  for (let at = last; at >= 0 && at > last - DEEP; at--) if ((cues[at]?.endMs ?? 0) > ms) return at;
  return -1;
}

/** The words a cue was made of, in the order they were said. Cheap: they are mostly near the cue. */
export function wordsOfCue({ words }: Pick<VoxlaneDocument, 'words'>, cue: Cue): Word[] {
  if (cue.wordIds.length === 0) return [];
  const ids = new Set(cue.wordIds);
  const found: Word[] = [];
  for (let at = lastStarted(words, cue.startMs - AROUND_MS) + 1; at < words.length; at++) {
    const word = words[at];
    if (word === undefined || word.startMs > cue.endMs + AROUND_MS || found.length === ids.size) break;
    if (ids.has(word.id)) found.push(word);
  }
  if (found.length === ids.size) return found;
  const index = wordIndex(words);
  return cue.wordIds.flatMap((id) => index.get(id) ?? []).sort((a, b) => a.startMs - b.startMs);
}

function wordIndex(words: readonly Word[]): ReadonlyMap<string, Word> {
  const known = wordIndexes.get(words);
  if (known !== undefined) return known;
  const index = new Map(words.map((word) => [word.id, word]));
  wordIndexes.set(words, index);
  return index;
}
