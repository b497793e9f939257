/**
 * Milliseconds until each job is done when `lanes` of them run at a time and each lane takes the next in order;
 * `undefined` for a job whose own time is not known, and for all behind it.
 */
export function endTimes(etas: readonly (number | undefined)[], lanes: number): (number | undefined)[] {
  const ends: number[] = new Array<number>(Math.max(1, lanes)).fill(0);
  let known = true;
  return etas.map((eta) => {
    known &&= eta !== undefined;
    if (!known || eta === undefined) return undefined;
    const first = ends.indexOf(Math.min(...ends));
    ends[first] = (ends[first] ?? 0) + Math.max(0, eta);
    return ends[first];
  });
}
