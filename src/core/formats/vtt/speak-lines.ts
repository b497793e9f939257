import { LEADING_DASH } from '../speaker-prefix.ts';
import type { CuePiece } from './parse-cue-text.ts';

/** Cue lines with the voice of each; `voices` is empty when no voice speaks in the cue. */
export interface SpokenLines {
  readonly lines: readonly string[];
  /** As long as `lines` when more than one voice speaks, one entry when one does. */
  readonly voices: readonly string[];
  /** Part of the text stood outside any voice and was given to a neighbour. */
  readonly guessed: boolean;
  /** A voice changed inside a line, which became two. */
  readonly brokeLines: boolean;
}

/**
 * Lays the pieces of a cue out as lines of one voice each. With several voices every change of voice starts a line, and
 * the dash that marks it in two-speaker cues is left to the writer.
 */
export function speakLines(pieces: readonly CuePiece[]): SpokenLines {
  const heard = pieces.filter((piece) => piece.plain.trim() !== '');
  const voices = [...new Set(heard.flatMap((piece) => (piece.voice === undefined ? [] : [piece.voice])))];
  const guessed = voices.length > 0 && heard.some((piece) => piece.voice === undefined);
  if (voices.length < 2) {
    const lines = pieces.map((piece) => piece.text).join('');
    const only = voices[0] ?? pieces.find((piece) => piece.voice !== undefined)?.voice;
    return { lines: visible(lines.split('\n')), voices: only === undefined ? [] : [only], guessed, brokeLines: false };
  }
  const lines: { text: string; voice: string | undefined }[] = [{ text: '', voice: undefined }];
  let brokeLines = false;
  for (const piece of pieces) {
    for (const [index, text] of piece.text.split('\n').entries()) {
      let line = lines.at(-1) as { text: string; voice: string | undefined };
      const speaks = text.trim() !== '';
      const changes = speaks && piece.voice !== undefined && line.voice !== undefined && line.voice !== piece.voice;
      if (index > 0 || changes) {
        if (changes && index === 0) brokeLines = true;
        line = { text: '', voice: undefined };
        lines.push(line);
      }
      line.text += text;
      if (speaks) line.voice ??= piece.voice;
    }
  }
  const spoken = lines.filter((line) => line.text.trim() !== '');
  let last = voices[0];
  return {
    lines: spoken.map((line) => line.text.trim().replace(LEADING_DASH, '')),
    voices: spoken.map((line) => (last = line.voice ?? last)),
    guessed,
    brokeLines,
  };
}

function visible(lines: readonly string[]): string[] {
  return lines.map((line) => line.trimEnd()).filter((line) => line.trim() !== '');
}
