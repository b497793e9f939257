import type { Peaks } from './peaks.ts';

/** Bins `from` up to and without `to` of one level. */
export interface PeaksRange {
  readonly level: number;
  readonly samplesPerBin: number;
  readonly from: number;
  readonly to: number;
  /** min, max of each bin; a view of the peaks, not a copy. */
  readonly pairs: Int8Array;
}

/** Two bytes a bin, so no answer is larger than 2 MB (2.7 MB as text). */
export const MOST_BINS = 1_000_000;

/**
 * Cuts bins out of a waveform. A level that is left out or too high is the coarsest; a range is cut to what is there, and
 * to `MOST_BINS`.
 */
export function peaksRange(
  { levels }: Peaks,
  wish: { readonly level?: number | undefined; readonly from: number; readonly to?: number | undefined },
): PeaksRange {
  const level = Math.min(wish.level ?? levels.length - 1, levels.length - 1);
  const { samplesPerBin, pairs } = levels[level];
  const bins = pairs.length / 2;
  const from = Math.min(wish.from, bins);
  const to = Math.max(from, Math.min(wish.to ?? bins, bins, from + MOST_BINS));
  return { level, samplesPerBin, from, to, pairs: pairs.subarray(from * 2, to * 2) };
}
