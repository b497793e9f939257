import type { SpeakerId } from '../timeline/types.ts';
import { optimalPartners } from './der.ts';
import type { ScoredTime } from './scored-time.ts';

/** Who was taken for whom, in milliseconds of scored time. */
export interface SpeakerConfusion {
  readonly referenceIds: readonly SpeakerId[];
  /** Hypothesis speakers; those mapped to a reference speaker come first, in the order of `referenceIds`. */
  readonly hypothesisIds: readonly SpeakerId[];
  /** Time of each reference speaker (row) given to each hypothesis speaker (column). */
  readonly givenMs: readonly (readonly number[])[];
  /** Time of each reference speaker given to nobody. */
  readonly missMs: readonly number[];
  /** Time of each hypothesis speaker in which nobody was left to be it. */
  readonly falseAlarmMs: readonly number[];
  /** Share of the given time that belongs to the main reference speaker of its hypothesis speaker, 0..1; 1 if none. */
  readonly purity: number;
  /** Share of the given time that went to the main hypothesis speaker of its reference speaker, 0..1; 1 if none. */
  readonly coverage: number;
}

/**
 * The error time of DER by speakers. Pairs mapped to each other are counted first; where several other speakers talk at
 * once it is unknown who was taken for whom, so their time is shared out evenly. Rows with `missMs` add up to the
 * reference speaker's time, columns with `falseAlarmMs` to the hypothesis speaker's; the sums of miss, false alarm and
 * unmapped cells are those of DER.
 */
export function speakerConfusion(time: ScoredTime): SpeakerConfusion {
  const { slices, referenceIds, hypothesisIds } = time;
  const partner = optimalPartners(time);
  const cells = referenceIds.map(() => hypothesisIds.map(() => 0));
  const missMs = referenceIds.map(() => 0);
  const falseAlarmMs = hypothesisIds.map(() => 0);
  const give = (r: number, h: number, ms: number): void => {
    const row = cells[r];
    if (row !== undefined) row[h] = (row[h] ?? 0) + ms;
  };
  for (const { reference, hypothesis, lengthMs } of slices) {
    const matched = hypothesis.filter((h) => reference.includes(partner[h] ?? -1));
    for (const h of matched) give(partner[h] ?? -1, h, lengthMs);
    const restR = reference.filter((r) => !matched.some((h) => partner[h] === r));
    const restH = hypothesis.filter((h) => !matched.includes(h));
    const longer = Math.max(restR.length, restH.length);
    for (const r of restR) {
      for (const h of restH) give(r, h, lengthMs / longer);
      const missed = (lengthMs * Math.max(0, restR.length - restH.length)) / restR.length;
      missMs[r] = (missMs[r] ?? 0) + missed;
    }
    for (const h of restH) {
      const invented = (lengthMs * Math.max(0, restH.length - restR.length)) / restH.length;
      falseAlarmMs[h] = (falseAlarmMs[h] ?? 0) + invented;
    }
  }
  const order = hypothesisIds.map((_, h) => h).sort((a, b) => rank(partner[a]) - rank(partner[b]) || a - b);
  const givenMs = cells.map((row) => order.map((h) => row[h] ?? 0));
  const columns = order.map((_, h) => givenMs.map((row) => row[h] ?? 0));
  return {
    referenceIds,
    hypothesisIds: order.map((h) => hypothesisIds[h] ?? ''),
    givenMs,
    missMs,
    falseAlarmMs: order.map((h) => falseAlarmMs[h] ?? 0),
    purity: mainShare(columns),
    coverage: mainShare(givenMs),
  };
}

function rank(partner: number | undefined): number {
  return partner === undefined || partner < 0 ? Number.MAX_SAFE_INTEGER : partner;
}

function mainShare(rows: readonly (readonly number[])[]): number {
  const total = rows.flat().reduce((sum, ms) => sum + ms, 0);
  const main = rows.reduce((sum, row) => sum + Math.max(0, ...row), 0);
  return total === 0 ? 1 : main / total;
}
