import type { SpeakerId, Turn } from '../timeline/types.ts';
import { maximumAssignment } from '../math/assignment.ts';
import { scoredTime, type ScoredTime, type ScoringOptions, sharedMs } from './scored-time.ts';

export interface DerResult {
  /** (missed + false alarm + confusion) / total. With no reference speech: 0 if nothing was claimed, else 1. */
  readonly der: number;
  readonly missMs: number;
  readonly falseAlarmMs: number;
  readonly confusionMs: number;
  readonly correctMs: number;
  /** Reference speaker time; two speakers talking at once count twice. */
  readonly totalMs: number;
  /** Hypothesis speaker to reference speaker; pairs that share no scored time are left out. */
  readonly mapping: ReadonlyMap<SpeakerId, SpeakerId>;
}

/**
 * Diarization error rate (NIST RT definition) over exact intervals, without frames. Speakers are mapped one-to-one so
 * that the correctly attributed scored time is as long as possible. In every instant with `r` reference and `h`
 * hypothesis speakers, max(0, r-h) speakers are missed, max(0, h-r) are false alarms, and of the min(r, h) others those
 * not mapped to each other are confused. Overlapping or touching turns of one speaker count as one turn.
 */
export function diarizationErrorRate(
  reference: readonly Turn[],
  hypothesis: readonly Turn[],
  options: ScoringOptions = {},
): DerResult {
  return scoreDer(scoredTime(reference, hypothesis, options));
}

/** The same over time that is cut up already. */
export function scoreDer(time: ScoredTime): DerResult {
  const { slices, referenceIds, hypothesisIds } = time;
  const partner = optimalPartners(time);

  let missMs = 0;
  let falseAlarmMs = 0;
  let confusionMs = 0;
  let correctMs = 0;
  let totalMs = 0;
  for (const slice of slices) {
    const r = slice.reference.length;
    const h = slice.hypothesis.length;
    const correct = slice.hypothesis.filter((id) => slice.reference.includes(partner[id] ?? -1)).length;
    totalMs += r * slice.lengthMs;
    missMs += Math.max(0, r - h) * slice.lengthMs;
    falseAlarmMs += Math.max(0, h - r) * slice.lengthMs;
    confusionMs += (Math.min(r, h) - correct) * slice.lengthMs;
    correctMs += correct * slice.lengthMs;
  }
  const errorMs = missMs + falseAlarmMs + confusionMs;
  const mapping = new Map<SpeakerId, SpeakerId>();
  partner.forEach((target, source) => {
    const from = hypothesisIds[source];
    const to = referenceIds[target];
    if (from !== undefined && to !== undefined) mapping.set(from, to);
  });
  const der = totalMs > 0 ? errorMs / totalMs : errorMs > 0 ? 1 : 0;
  return { der, missMs, falseAlarmMs, confusionMs, correctMs, totalMs, mapping };
}

/** Per hypothesis speaker the index of the reference speaker it stands for, or -1: as much shared time as possible. */
export function optimalPartners(time: ScoredTime): number[] {
  const shared = sharedMs(time);
  return maximumAssignment(shared).map((r, h) => ((shared[h]?.[r] ?? 0) > 0 ? r : -1));
}
