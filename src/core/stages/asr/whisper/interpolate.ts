import { spreadOver } from '../spread.ts';
import { FRAME_SECONDS } from './token-times.ts';
import type { WhisperTokenizer } from './tokenizer.ts';
import type { WordGroup } from './word-groups.ts';
import type { Stretch, TimedWord } from './word-times.ts';

/** Text between two timestamps, as positions `[from, to)` in the token list. */
interface Segment extends Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Word times for exports without cross-attention: each timestamp segment's words share its speech in proportion to their
 * characters. A segment left open ends with the window, text without timestamps spans all of it.
 * @param tokens generated tokens, timestamps included
 * @param speech detected speech in seconds from the window start, ascending; empty means unknown
 */
export function interpolatedWords(
  tokenizer: WhisperTokenizer,
  tokens: readonly number[],
  groups: readonly WordGroup[],
  duration: number,
  speech: readonly Stretch[],
  probabilityOf: (group: WordGroup) => number,
): TimedWord[] {
  return segmentsOf(tokenizer, tokens, duration).flatMap((segment) => {
    const inside = groups.filter((group) => group.from >= segment.from && group.from < segment.to);
    const sounding = speech
      .map(({ start, end }) => ({ start: Math.max(start, segment.start), end: Math.min(end, segment.end) }))
      .filter(({ start, end }) => end > start);
    const parts = sounding.length > 0 ? sounding : [segment];
    const times = spreadOver(
      inside.map((group) => group.text),
      parts,
    );
    return inside.map((group, i): TimedWord => ({ group, ...times[i], probability: probabilityOf(group) }));
  });
}

function segmentsOf(tokenizer: WhisperTokenizer, tokens: readonly number[], duration: number): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  let from = 0;
  const close = (to: number, end: number): void => {
    if (to > from)
      segments.push({ from, to, start: Math.min(start, duration), end: Math.min(Math.max(start, end), duration) });
  };
  tokens.forEach((id, i) => {
    if (!tokenizer.isTimestamp(id)) return;
    const time = (id - tokenizer.timestampBegin) * FRAME_SECONDS;
    close(i, time);
    start = time;
    from = i + 1;
  });
  close(tokens.length, duration);
  return segments;
}
