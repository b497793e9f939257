import type { AsrDrop, AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';

/** Words as running text. */
export function textOf(words: readonly Pick<AsrWord, 'text' | 'spaceBefore'>[]): string {
  return words.map((word, i) => (i > 0 && word.spaceBefore !== false ? ' ' : '') + word.text).join('');
}

/** What a word says, without case and marks, for comparing; empty for marks alone. */
export function plainWord(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

/** A result with `words` left of its own, and why the others went. The same object when none went. */
export function withWords(
  result: AsrWindowResult,
  words: readonly AsrWord[],
  drops: readonly AsrDrop[],
  note: string,
): AsrWindowResult {
  if (words.length === result.words.length) return result;
  return {
    ...result,
    words,
    text: textOf(words),
    drops: [...result.drops, ...drops],
    notes: [...result.notes, note],
  };
}
