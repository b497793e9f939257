/** From when work is taken to go on over night, and when people are back, hours of the day. */
const EVENING = 16;
const MORNING = 8;
/** Shorter work needs no night. */
const SHORT_MS = 2 * 3_600_000;

/** Whether work that takes this long from now is done by the next morning; undefined when nobody would wonder. */
export function nightOf(now: Date, lengthMs: number): 'fits' | 'longer' | undefined {
  if (lengthMs < SHORT_MS) return undefined;
  const morning = new Date(now);
  if (now.getHours() >= MORNING) morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING, 0, 0, 0);
  const fits = now.getTime() + lengthMs <= morning.getTime();
  const evening = now.getHours() >= EVENING || now.getHours() < MORNING;
  if (fits) return evening || lengthMs > 4 * SHORT_MS ? 'fits' : undefined;
  return 'longer';
}
