import { alignTokens, type AlignmentStep } from './align-tokens.ts';

export interface WerResult {
  /** Word error rate: edits / reference words; may exceed 1. Empty reference: 0, or 1 when anything was said. */
  readonly wer: number;
  /** Match error rate: edits / (hits + edits), 0..1. */
  readonly mer: number;
  /** Word information lost: 1 - (hits / reference words) * (hits / hypothesis words), 0..1. */
  readonly wil: number;
  readonly hits: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
  readonly alignment: readonly AlignmentStep[];
}

/**
 * Word error rates of a hypothesis against a reference, both already normalised and split (`normalizeTranscript`).
 * MER and WIL follow Morris, Maier and Green, "From WER and RIL to MER and WIL" (2004). Counts come from the alignment
 * with the fewest edits and, among those, the most hits.
 */
export function wordErrorRate(reference: readonly string[], hypothesis: readonly string[]): WerResult {
  const alignment = alignTokens(reference, hypothesis);
  const count = (kind: AlignmentStep['kind']): number => alignment.filter((step) => step.kind === kind).length;
  const hits = count('hit');
  const substitutions = count('substitution');
  const deletions = count('deletion');
  const insertions = count('insertion');
  const edits = substitutions + deletions + insertions;
  const preserved = hits === 0 ? 0 : (hits / reference.length) * (hits / hypothesis.length);
  return {
    wer: reference.length > 0 ? edits / reference.length : edits > 0 ? 1 : 0,
    mer: edits === 0 ? 0 : edits / (hits + edits),
    wil: edits === 0 ? 0 : 1 - preserved,
    hits,
    substitutions,
    deletions,
    insertions,
    alignment,
  };
}
