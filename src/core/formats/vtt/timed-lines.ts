import type { Cue, Word } from '../../timeline/types.ts';
import { formatClock } from '../clock.ts';
import { hasMarkup } from '../../document/markup.ts';
import { encodeText } from './entities.ts';

/** Cue lines with inline timestamps, and the words whose start (and end) a reader gets back exactly. */
export interface TimedLines {
  readonly lines: readonly string[];
  readonly startIds: readonly string[];
  readonly endIds: readonly string[];
}

/**
 * Puts a timestamp in front of every word that starts later than the one before it. `undefined` when the words do not
 * spell the lines (the text was edited) or the lines carry formatting.
 */
export function timedLines(cue: Cue, lines: readonly string[], words: readonly Word[]): TimedLines | undefined {
  if (lines.some(hasMarkup)) return undefined;
  const out: string[] = [];
  const stamped = words.map(() => false);
  let next = 0;
  let latest = cue.startMs;
  for (const line of lines) {
    let at = 0;
    let text = '';
    while (next < words.length) {
      const word = words[next];
      const gap = /^\s*/u.exec(line.slice(at))?.[0] ?? '';
      if (!line.startsWith(word.text, at + gap.length)) break;
      const inside = word.startMs > latest && word.startMs < cue.endMs;
      if (inside) latest = word.startMs;
      stamped[next] = inside || (next === 0 && word.startMs === cue.startMs);
      text += `${gap}${inside ? `<${formatClock(word.startMs, '.')}>` : ''}${encodeText(word.text)}`;
      at += gap.length + word.text.length;
      next++;
    }
    if (line.slice(at).trim() !== '') return undefined;
    out.push(text);
  }
  if (next < words.length) return undefined;
  const ids = (keep: (index: number, word: Word) => boolean): string[] =>
    words.flatMap((word, index) => (keep(index, word) ? [word.id] : []));
  const endHeld = (index: number, word: Word): boolean => {
    const following = words[index + 1];
    if (following === undefined) return word.endMs === cue.endMs;
    return stamped[index + 1] === true && word.endMs === following.startMs;
  };
  return { lines: out, startIds: ids((index) => stamped[index] === true), endIds: ids(endHeld) };
}
