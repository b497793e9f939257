import type { AsrWord } from '../../../ports/asr-engine.ts';
import { type Span, spanLengthMs } from '../../../timeline/span.ts';
import type { TextFinding } from './finding.ts';
import { phrasesOf, spanOf } from './silence-text.ts';

/** Characters per second. Nobody talks faster for long; subtitle reading limits lie at 17-25. */
export const FASTEST_CPS = 30;
/** Fewer characters are too few to judge. */
const JUDGED_CHARACTERS = 12;
const FASTEST_WORDS_PER_SECOND = 8;
const JUDGED_WORDS = 8;
const SHORTEST_MS = 20;

/** Characters of words per second. */
export function rateOf(words: readonly Pick<AsrWord, 'text'>[], lengthMs: number): number {
  return (charactersOf(words) * 1000) / Math.max(lengthMs, SHORTEST_MS);
}

/** Phrases faster than anyone talks, and more words than the window's speech has room for. */
export function rateFindings(words: readonly AsrWord[], window: Span, speechMs: number): TextFinding[] {
  const findings: TextFinding[] = [];
  for (const phrase of phrasesOf(words)) {
    const span = spanOf(phrase);
    const rate = rateOf(phrase, spanLengthMs(span));
    if (charactersOf(phrase) >= JUDGED_CHARACTERS && rate > FASTEST_CPS) findings.push(tooFast(span, rate));
  }
  if (findings.length > 0 || speechMs === 0) return findings;
  const rate = rateOf(words, speechMs);
  if (charactersOf(words) >= JUDGED_CHARACTERS && rate > FASTEST_CPS) findings.push(tooFast(window, rate));
  const wordRate = (words.length * 1000) / speechMs;
  if (words.length >= JUDGED_WORDS && wordRate > FASTEST_WORDS_PER_SECOND) {
    const evidence = `${wordRate.toFixed(1)} words per second`;
    findings.push({ ...bounds(window), kind: 'impossible-rate', severity: 'doubt', evidence });
  }
  return findings;
}

function tooFast(span: Span, rate: number): TextFinding {
  const evidence = `${rate.toFixed(0)} characters per second`;
  return { ...bounds(span), kind: 'impossible-rate', severity: 'doubt', evidence };
}

function bounds({ startMs, endMs }: Span): Span {
  return { startMs, endMs };
}

function charactersOf(words: readonly Pick<AsrWord, 'text'>[]): number {
  return words.reduce((sum, { text }) => sum + [...text].length, 0);
}
