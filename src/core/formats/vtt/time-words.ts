import type { SpeakerId } from '../../timeline/types.ts';
import type { DraftWord } from '../draft-cues.ts';
import type { CuePiece } from './parse-cue-text.ts';

/**
 * Words of a cue with inline timestamps; none when it has no timestamp. A piece of one word has the file's own time
 * (`native`); in a longer piece words share its time by their length (`interpolated`). A word ends where the next piece
 * starts, the last one with the cue.
 */
export function timeWords(
  pieces: readonly CuePiece[],
  startMs: number,
  endMs: number,
  speakerOf: (voice: string | undefined) => SpeakerId | undefined,
): DraftWord[] {
  if (!pieces.some((piece) => piece.startMs !== undefined)) return [];
  const words: DraftWord[] = [];
  let spaced = true;
  for (const group of groupByTime(pieces)) {
    const from = group.startMs ?? startMs;
    const to = group.endMs ?? endMs;
    const tokens: { text: string; spaced: boolean; voice: string | undefined }[] = [];
    for (const piece of group.pieces) {
      for (const part of piece.plain.split(/(\s+)/u)) {
        if (part === '') continue;
        if (part.trim() === '') {
          spaced = true;
          continue;
        }
        tokens.push({ text: part, spaced, voice: piece.voice });
        spaced = false;
      }
    }
    const total = tokens.reduce((sum, token) => sum + token.text.length, 0);
    let before = 0;
    for (const token of tokens) {
      const speaker = speakerOf(token.voice);
      const wordStart = from + Math.round(((to - from) * before) / total);
      before += token.text.length;
      words.push({
        startMs: wordStart,
        endMs: from + Math.round(((to - from) * before) / total),
        text: token.text,
        timing: tokens.length === 1 ? 'native' : 'interpolated',
        ...(speaker === undefined ? {} : { speaker }),
        ...(token.spaced ? {} : { spaceBefore: false }),
      });
    }
  }
  return words;
}

interface TimedGroup {
  readonly startMs: number | undefined;
  endMs: number | undefined;
  readonly pieces: CuePiece[];
}

function groupByTime(pieces: readonly CuePiece[]): TimedGroup[] {
  const groups: TimedGroup[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last !== undefined && last.startMs === piece.startMs) {
      last.pieces.push(piece);
      continue;
    }
    if (last !== undefined) last.endMs = piece.startMs;
    groups.push({ startMs: piece.startMs, endMs: undefined, pieces: [piece] });
  }
  return groups;
}
