import { bySpan, overlapMs } from '../timeline/span.ts';
import type { Cue, Word } from '../timeline/types.ts';

/** Of cues that are shown at once only so many are looked at: files with thousands are built to exhaust time. */
const MAX_AT_ONCE = 32;

/**
 * The ids of the words each cue's time covers, in order; every word belongs to the one cue that covers most of it, the
 * earlier among equals, and to none when no cue does. `cues` are in order of start.
 */
export function linkWords(cues: readonly Cue[], words: readonly Word[]): string[][] {
  const linked: string[][] = cues.map(() => []);
  let next = 0;
  let open: number[] = [];
  for (const word of [...words].sort(bySpan)) {
    while (next < cues.length && at(cues, next).startMs < Math.max(word.endMs, word.startMs + 1)) open.push(next++);
    open = open.filter((index) => at(cues, index).endMs > word.startMs).slice(-MAX_AT_ONCE);
    let best: number | undefined;
    let most = 0;
    for (const index of open) {
      // A word without length lies inside a cue or does not.
      const shared = overlapMs({ ...word, endMs: Math.max(word.endMs, word.startMs + 1) }, at(cues, index));
      if (shared > most) [best, most] = [index, shared];
    }
    if (best !== undefined) linked[best]?.push(word.id);
  }
  return linked;
}

function at(cues: readonly Cue[], index: number): Cue {
  return cues[index];
}
