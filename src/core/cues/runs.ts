import type { Word } from '../timeline/types.ts';

/** A word on a timeline that never runs backwards within its channel. */
interface PlacedWord {
  readonly word: Word;
  readonly startMs: number;
  readonly endMs: number;
}

/** Words of one speaker on one channel that may share cues: no turn change and no long silence inside. */
export interface Run {
  readonly words: readonly PlacedWord[];
  /** Start of the first word of anyone after this run's last word; Infinity at the end. */
  readonly nextStartMs: number;
}

/**
 * Splits words into runs. A run ends where the speaker changes and where the silence before the next word exceeds
 * `maxPauseMs`. Words of one channel are taken in the order given (that is text order; small glitches in their times are
 * levelled). Channels are interleaved by time: another channel's words end a run only when they fall into its silence, so
 * people talking at the same time keep whole sentences.
 */
export function splitRuns(words: readonly Word[], maxPauseMs: number): Run[] {
  const placed = place(words);
  const runs: { words: PlacedWord[]; lastIndex: number }[] = [];
  const open = new Map<string, { run: (typeof runs)[number]; interruptedMs: number }>();
  placed.forEach((item, index) => {
    const key = `${item.word.channel ?? ''}/${item.word.speaker ?? ''}`;
    const middleMs = (item.startMs + item.endMs) / 2;
    for (const [otherKey, other] of open) {
      if (otherKey === key) continue;
      const last = other.run.words.at(-1);
      if (last?.word.channel === item.word.channel) open.delete(otherKey);
      else if (last !== undefined && middleMs > last.endMs) {
        other.interruptedMs = Math.min(other.interruptedMs, middleMs);
      }
    }
    const current = open.get(key);
    const last = current?.run.words.at(-1);
    const goesOn =
      current !== undefined &&
      last !== undefined &&
      item.startMs - last.endMs <= maxPauseMs &&
      current.interruptedMs > item.startMs;
    if (goesOn) {
      current.run.words.push(item);
      current.run.lastIndex = index;
      current.interruptedMs = Infinity;
    } else {
      const run = { words: [item], lastIndex: index };
      runs.push(run);
      open.set(key, { run, interruptedMs: Infinity });
    }
  });
  return runs.map((run) => ({ words: run.words, nextStartMs: placed[run.lastIndex + 1]?.startMs ?? Infinity }));
}

/** Levels times per channel (non-negative integers, never backwards) and interleaves the channels by start. */
function place(words: readonly Word[]): PlacedWord[] {
  const reached = new Map<number | undefined, { startMs: number; endMs: number }>();
  const placed = words.map((word) => {
    const before = reached.get(word.channel);
    const startMs = Math.max(before?.startMs ?? 0, Math.round(word.startMs));
    const endMs = Math.max(startMs, Math.round(word.endMs));
    reached.set(word.channel, { startMs, endMs });
    return { word, startMs, endMs };
  });
  return placed.sort((a, b) => a.startMs - b.startMs);
}
