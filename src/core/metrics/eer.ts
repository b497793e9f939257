export interface EqualErrorRate {
  /** Rate at which as many true pairs are refused as false pairs accepted, 0..1. */
  readonly eer: number;
  /** Score to accept from (score >= threshold), in the unit of the scores. */
  readonly threshold: number;
}

/**
 * Equal error rate of scores that are higher for pairs of the same speaker. The detection curve is joined by straight
 * lines between its points, as usual, so the rate does not depend on how ties are broken. Where a whole range of
 * thresholds gives the rate, its middle is returned, so separated scores are cut half-way between both kinds.
 * O(n log n). Throws `RangeError` when a list is empty or holds a value that is not a number.
 */
export function equalErrorRate(same: readonly number[], different: readonly number[]): EqualErrorRate {
  if (same.length === 0 || different.length === 0) throw new RangeError('both kinds of pairs need a score');
  const scores = [
    ...same.map((score) => ({ score, same: true })),
    ...different.map((score) => ({ score, same: false })),
  ];
  if (scores.some(({ score }) => Number.isNaN(score))) throw new RangeError('a score is not a number');
  scores.sort((a, b) => a.score - b.score);

  // The threshold rises past one score at a time; equal scores are passed together.
  let refused = 0;
  let accepted = 1;
  for (let at = 0; at < scores.length;) {
    const score = scores[at]?.score ?? 0;
    let refusedMore = 0;
    let acceptedLess = 0;
    for (; scores[at]?.score === score; at++) {
      if (scores[at]?.same === true) refusedMore += 1 / same.length;
      else acceptedLess += 1 / different.length;
    }
    const gap = accepted - refused;
    const closed = refusedMore + acceptedLess;
    // Sums of fractions miss an exact meeting by rounding; half a step of the finer list is far above that.
    const tolerance = 0.5 / (same.length * different.length);
    if (Math.abs(gap - closed) < tolerance) {
      const next = scores[at]?.score ?? score;
      return { eer: refused + refusedMore, threshold: (score + next) / 2 };
    }
    if (gap < closed) return { eer: refused + (refusedMore * gap) / closed, threshold: score };
    refused += refusedMore;
    accepted -= acceptedLess;
  }
  return { eer: refused, threshold: scores.at(-1)?.score ?? 0 };
}
