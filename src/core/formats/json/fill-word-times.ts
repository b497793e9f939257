import type { SpeakerId } from '../../timeline/types.ts';
import type { DraftWord } from '../draft-cues.ts';

/** A word as an aligner left it: times, confidence and speaker may be missing. Milliseconds. */
export interface LooseWord {
  readonly text: string;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly confidence: number | undefined;
  readonly speaker: SpeakerId | undefined;
}

/**
 * Gives every word of a segment times: missing ones share the room between their timed neighbours (or the segment's
 * ends) by text length and are marked `interpolated`. A word without confidence gets the mean of the segment's others,
 * 1 when none has any. Times never run backwards inside the result unless the given ones do.
 */
export function fillWordTimes(words: readonly LooseWord[], startMs: number, endMs: number): DraftWord[] {
  const scores = words.flatMap((word) => (word.confidence === undefined ? [] : [word.confidence]));
  const mean = scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const result: DraftWord[] = [];
  let index = 0;
  let from = startMs;
  while (index < words.length) {
    let next = index;
    while (next < words.length && words[next]?.startMs === undefined) next++;
    const to = Math.max(from, words[next]?.startMs ?? endMs);
    const untimed = words.slice(index, next);
    const total = untimed.reduce((sum, word) => sum + word.text.length, 0);
    let before = 0;
    for (const word of untimed) {
      const start = from + Math.round(((to - from) * before) / total);
      before += word.text.length;
      const end = from + Math.round(((to - from) * before) / total);
      result.push(filled(word, start, end, 'interpolated', mean));
    }
    const timed = words[next];
    if (timed?.startMs !== undefined) {
      const end = timed.endMs ?? Math.max(timed.startMs, words[next + 1]?.startMs ?? endMs);
      result.push(filled(timed, timed.startMs, end, timed.endMs === undefined ? 'interpolated' : 'native', mean));
      from = end;
    }
    index = next + 1;
  }
  return result;
}

function filled(
  word: LooseWord,
  startMs: number,
  endMs: number,
  timing: DraftWord['timing'],
  meanConfidence: number,
): DraftWord {
  return {
    startMs,
    endMs,
    text: word.text,
    timing,
    confidence: word.confidence ?? meanConfidence,
    ...(word.speaker === undefined ? {} : { speaker: word.speaker }),
  };
}
