import { defaultFilter } from 'cmdk';

/** Text as it is compared: without accents, the Turkish dotless i as i. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[ıİ]/g, 'i').toLowerCase();
}

/**
 * How well texts fit what was typed, 0 (not at all) to 1: letters in order, best at the starts of words. The best of the
 * texts counts.
 */
export function fitOf(texts: readonly string[], typed: string): number {
  const wanted = foldText(typed.trim());
  if (wanted === '') return 1;
  return Math.max(0, ...texts.map((text) => defaultFilter?.(foldText(text), wanted) ?? 0));
}
