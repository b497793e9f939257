import type { Span } from '../timeline/span.ts';
import { alignTokens } from './align-tokens.ts';
import { normalizeTranscript, type NormalizeOptions } from './normalize.ts';

/** A word with times; both `Word` and ground truth in milliseconds fit. */
export interface TimedText extends Span {
  readonly text: string;
}

/** Absolute errors in milliseconds; `undefined` statistics mean that no word could be compared. */
interface BoundaryStats {
  readonly median: number | undefined;
  readonly p90: number | undefined;
  readonly max: number | undefined;
  /** Mean of hypothesis minus reference: positive means late. */
  readonly bias: number | undefined;
}

export interface WordBoundaryResult {
  readonly compared: number;
  readonly start: BoundaryStats;
  readonly end: BoundaryStats;
  /** Signed errors (hypothesis minus reference) of each compared word, in reference order. */
  readonly pairs: readonly {
    readonly reference: number;
    readonly hypothesis: number;
    readonly startErrorMs: number;
    readonly endErrorMs: number;
  }[];
}

/**
 * How far word times are off, over the words that were recognised correctly. Words are aligned by text (fewest edits);
 * where repeated words leave a choice, the pairs nearest in time are taken. A word whose text normalises to several
 * tokens is compared as one joined token.
 */
export function wordBoundaryErrors(
  reference: readonly TimedText[],
  hypothesis: readonly TimedText[],
  options: NormalizeOptions = {},
): WordBoundaryResult {
  const token = (word: TimedText): string => normalizeTranscript(word.text, options).join(' ');
  const steps = alignTokens(reference.map(token), hypothesis.map(token), (r, h) => {
    const distance = Math.abs((hypothesis[h]?.startMs ?? 0) - (reference[r]?.startMs ?? 0));
    return distance / (distance + 1000);
  });
  const pairs: WordBoundaryResult['pairs'][number][] = [];
  for (const step of steps) {
    if (step.kind !== 'hit') continue;
    const truth = reference[step.reference];
    const heard = hypothesis[step.hypothesis];
    if (truth === undefined || heard === undefined) continue;
    pairs.push({
      reference: step.reference,
      hypothesis: step.hypothesis,
      startErrorMs: heard.startMs - truth.startMs,
      endErrorMs: heard.endMs - truth.endMs,
    });
  }
  return {
    compared: pairs.length,
    start: statistics(pairs.map((pair) => pair.startErrorMs)),
    end: statistics(pairs.map((pair) => pair.endErrorMs)),
    pairs,
  };
}

function statistics(errors: readonly number[]): BoundaryStats {
  if (errors.length === 0) return { median: undefined, p90: undefined, max: undefined, bias: undefined };
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    max: sorted.at(-1),
    bias: errors.reduce((sum, error) => sum + error, 0) / errors.length,
  };
}

/** Linear interpolation between the two nearest ranks of a sorted, non-empty list. */
function quantile(sorted: readonly number[], fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const below = sorted[Math.floor(position)] ?? 0;
  const over = sorted[Math.ceil(position)] ?? 0;
  return below + (over - below) * (position - Math.floor(position));
}
