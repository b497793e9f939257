import type { Stretch } from './whisper/word-times.ts';

/**
 * Shares out stretches of time among words in proportion to their characters.
 * @param texts the words, in order
 * @param parts ascending, not empty, in seconds
 * @returns one stretch per word: it never begins or ends in the gap between two parts
 */
export function spreadOver(texts: readonly string[], parts: readonly Stretch[]): Stretch[] {
  const total = parts.reduce((sum, part) => sum + part.end - part.start, 0);
  const characters = texts.reduce((sum, text) => sum + weight(text), 0);
  let done = 0;
  return texts.map((text) => {
    const start = timeAt(parts, (total * done) / characters, false);
    done += weight(text);
    return { start, end: timeAt(parts, (total * done) / characters, true) };
  });
}

/** One more than the letters, for the gap between words. */
function weight(text: string): number {
  return [...text].length + 1;
}

/** Time after `amount` seconds of the parts; on a border, the end of the earlier part or the start of the later one. */
function timeAt(parts: readonly Stretch[], amount: number, early: boolean): number {
  let left = amount;
  for (const [i, part] of parts.entries()) {
    const length = part.end - part.start;
    if (left < length || (early && left <= length) || i === parts.length - 1)
      return part.start + Math.min(left, length);
    left -= length;
  }
  return 0;
}
