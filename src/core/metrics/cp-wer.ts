import type { SpeakerId } from '../timeline/types.ts';
import { maximumAssignment } from '../math/assignment.ts';
import { editDistance } from './edit-distance.ts';
import { wordErrorRate } from './wer.ts';

export interface CpWerResult {
  /** Edits / reference words under the best mapping of speakers. Empty reference: 0, or 1 when anything was said. */
  readonly cpWer: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
  readonly referenceWords: number;
  /** Hypothesis speaker to reference speaker, in the order of the hypothesis; speakers left over are not in it. */
  readonly mapping: ReadonlyMap<SpeakerId, SpeakerId>;
}

/** The words of each speaker in order of time, normalised and split. */
export type SpeakerTokens = ReadonlyMap<SpeakerId, readonly string[]>;

/**
 * Concatenated minimum-permutation word error rate (CHiME-6): each speaker's words in one row, speakers mapped
 * one-to-one so that the edits of all together are fewest. Speakers of either side without a partner count as wholly
 * deleted or inserted. The mapping is found as an assignment, so twenty speakers cost no more than their pairs.
 */
export function concatenatedWordErrorRate(reference: SpeakerTokens, hypothesis: SpeakerTokens): CpWerResult {
  const referenceRows = [...reference];
  const hypothesisRows = [...hypothesis];
  // A pair saves the edits that both alone would cost: never less than nothing, so leaving speakers alone never pays.
  const saved = hypothesisRows.map(([, heard]) =>
    referenceRows.map(([, said]) => said.length + heard.length - editDistance(said, heard)),
  );
  const mapping = new Map<SpeakerId, SpeakerId>();
  const partners = new Map<SpeakerId, readonly string[]>();
  maximumAssignment(saved).forEach((r, h) => {
    const [from, heard] = hypothesisRows[h] ?? [];
    const [to] = referenceRows[r] ?? [];
    if (from === undefined || heard === undefined || to === undefined) return;
    mapping.set(from, to);
    partners.set(to, heard);
  });
  let substitutions = 0;
  let deletions = 0;
  let insertions = 0;
  let referenceWords = 0;
  for (const [speaker, said] of referenceRows) {
    const result = wordErrorRate(said, partners.get(speaker) ?? []);
    substitutions += result.substitutions;
    deletions += result.deletions;
    insertions += result.insertions;
    referenceWords += said.length;
  }
  for (const [speaker, heard] of hypothesisRows) if (!mapping.has(speaker)) insertions += heard.length;
  const edits = substitutions + deletions + insertions;
  const cpWer = referenceWords > 0 ? edits / referenceWords : edits > 0 ? 1 : 0;
  return { cpWer, substitutions, deletions, insertions, referenceWords, mapping };
}
