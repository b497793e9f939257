import type { SpeakerId, Turn } from '../timeline/types.ts';
import { maximumAssignment } from '../math/assignment.ts';
import { scoredTime, type ScoredTime, type ScoringOptions, sharedMs } from './scored-time.ts';

/** How well one reference speaker was found. */
interface JaccardOfSpeaker {
  readonly reference: SpeakerId;
  /** Absent when no hypothesis speaker stands for this one. */
  readonly hypothesis?: SpeakerId;
  /** 1 - (shared time / time of either), 0..1. */
  readonly error: number;
}

export interface JerResult {
  /** Mean over the reference speakers, 0..1. With no reference speech: 0 if nothing was claimed, else 1. */
  readonly jer: number;
  /** In the order of the reference ids; speakers without scored time are left out. */
  readonly speakers: readonly JaccardOfSpeaker[];
}

/**
 * Jaccard error rate (DIHARD II, as dscore computes it): every reference speaker counts the same, however little they
 * say. Speakers are mapped one-to-one so that the sum of the Jaccard indices is as large as possible, which can differ
 * from the mapping of DER.
 */
export function jaccardErrorRate(
  reference: readonly Turn[],
  hypothesis: readonly Turn[],
  options: ScoringOptions = {},
): JerResult {
  return scoreJer(scoredTime(reference, hypothesis, options));
}

/** The same over time that is cut up already. */
export function scoreJer(time: ScoredTime): JerResult {
  const { slices, referenceIds, hypothesisIds } = time;
  const referenceMs = referenceIds.map(() => 0);
  const hypothesisMs = hypothesisIds.map(() => 0);
  for (const slice of slices) {
    for (const r of slice.reference) referenceMs[r] = (referenceMs[r] ?? 0) + slice.lengthMs;
    for (const h of slice.hypothesis) hypothesisMs[h] = (hypothesisMs[h] ?? 0) + slice.lengthMs;
  }
  const index = sharedMs(time).map((row, h) =>
    row.map((shared, r) => {
      const union = (hypothesisMs[h] ?? 0) + (referenceMs[r] ?? 0) - shared;
      return union === 0 ? 0 : shared / union;
    }),
  );
  const found = new Map<number, number>();
  maximumAssignment(index).forEach((r, h) => {
    if ((index[h]?.[r] ?? 0) > 0) found.set(r, h);
  });
  const speakers = referenceIds.flatMap((id, r): JaccardOfSpeaker[] => {
    if ((referenceMs[r] ?? 0) === 0) return [];
    const h = found.get(r);
    const heard = h === undefined ? undefined : hypothesisIds[h];
    if (h === undefined || heard === undefined) return [{ reference: id, error: 1 }];
    return [{ reference: id, hypothesis: heard, error: 1 - (index[h]?.[r] ?? 0) }];
  });
  const sum = speakers.reduce((total, speaker) => total + speaker.error, 0);
  const claimed = hypothesisMs.some((ms) => ms > 0);
  return { jer: speakers.length > 0 ? sum / speakers.length : claimed ? 1 : 0, speakers };
}
