/** The day and month that a moment lies in, as texts that sort by time. */
export interface CalendarDay {
  readonly day: string;
  readonly month: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date of a moment in a time zone. */
export function dateIn(timeZone: string, atMs: number): CalendarDay {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const month = `${part['year']}-${part['month']}`;
  return { month, day: `${month}-${part['day']}` };
}

const HOUR_MS = 3_600_000;

/** The first millisecond of the next day or month in a time zone, with its summer time. */
export function nextReset(timeZone: string, period: 'day' | 'month', nowMs: number): number {
  const now = dateIn(timeZone, nowMs)[period];
  let before = nowMs;
  let after = nowMs + (period === 'day' ? 27 : 24 * 32) * HOUR_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateIn(timeZone, middle)[period] === now) before = middle;
    else after = middle;
  }
  return after;
}
