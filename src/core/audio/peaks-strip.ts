import type { Peaks } from './peaks.ts';

/** The loudest moment of each of `steps` equal parts of a recording, 0 to 127; every part of the sound counts. */
export function peaksStrip({ levels }: Peaks, steps: number): Uint8Array {
  // The coarsest level that still has a bin for each step.
  const level = levels.findLast(({ pairs }) => pairs.length / 2 >= steps) ?? levels[0];
  const bins = level.pairs.length / 2;
  return Uint8Array.from({ length: steps }, (_, step) => {
    const from = Math.floor((step * bins) / steps);
    const to = Math.max(from + 1, Math.ceil(((step + 1) * bins) / steps));
    let most = 0;
    for (let bin = from; bin < to && bin < bins; bin++) {
      most = Math.max(most, -level.pairs[bin * 2], level.pairs[bin * 2 + 1]);
    }
    return Math.min(127, most);
  });
}
