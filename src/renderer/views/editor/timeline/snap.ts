/** How near the pointer must be, in pixels. */
const REACH_PX = 8;

/** Where a moment goes that was dragged: `at` is the mark that drew it to itself, if any. */
export interface Snapped {
  readonly ms: number;
  readonly at?: number;
}

/** Draws a moment to the nearest mark within reach on the screen; marks in any order, ms. */
export function snapTo(ms: number, marks: readonly number[], pxPerSecond: number): Snapped {
  let nearest: number | undefined;
  let distance = (REACH_PX / pxPerSecond) * 1000;
  for (const mark of marks) {
    const away = Math.abs(mark - ms);
    if (away > distance || (away === distance && nearest !== undefined)) continue;
    distance = away;
    nearest = mark;
  }
  return nearest === undefined ? { ms: Math.round(ms) } : { ms: Math.round(nearest), at: nearest };
}

/** Draws a stretch that is moved as a whole, by whichever end is nearer to a mark. */
export function snapSpan(startMs: number, lengthMs: number, marks: readonly number[], pxPerSecond: number): Snapped {
  const start = snapTo(startMs, marks, pxPerSecond);
  const end = snapTo(startMs + lengthMs, marks, pxPerSecond);
  const away = ({ at }: Snapped, ms: number): number => (at === undefined ? Infinity : Math.abs(at - ms));
  if (away(start, startMs) <= away(end, startMs + lengthMs)) return start;
  return { ms: end.ms - lengthMs, ...(end.at === undefined ? {} : { at: end.at }) };
}
