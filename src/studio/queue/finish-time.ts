/**
 * Milliseconds until all jobs are done when `lanes` of them run at a time and each lane takes the next in order; 0 for no
 * jobs, `undefined` when the time of one is not known.
 */
export function finishTime(etas: readonly (number | undefined)[], lanes: number): number | undefined {
  const ends: number[] = new Array<number>(Math.max(1, lanes)).fill(0);
  for (const eta of etas) {
    if (eta === undefined) return undefined;
    const first = ends.indexOf(Math.min(...ends));
    ends[first] = (ends[first] ?? 0) + Math.max(0, eta);
  }
  return Math.max(...ends);
}
