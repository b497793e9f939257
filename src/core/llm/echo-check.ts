import { comparable, echoSimilarity } from './similarity.ts';

/** Least likeness of an echo and its source line (SmartSub takes the same). */
const ECHO_LIKENESS = 0.75;

/** Whether an answer repeats the beginning of its own line, and not that of one of the others of its call. */
export function echoes(echo: string, source: string, others: readonly string[]): boolean {
  if (comparable(source) === '') return true;
  const own = echoSimilarity(echo, source);
  if (own < ECHO_LIKENESS) return false;
  if (own === 1) return true;
  // A short line repeats in a scene: only a clearly better one elsewhere means that the content moved.
  return !others.some((other) => comparable(other) !== comparable(source) && echoSimilarity(echo, other) > own);
}
