/**
 * How long a server asks to be left alone, in milliseconds: `Retry-After` as seconds or as a date (RFC 9110 10.2.3), the
 * latter against the wall clock `nowMs`. `undefined` when it says nothing usable.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // Dates have a weekday; `Date.parse` would also read a bare number or a year.
  const at = /^[A-Za-z]{3,9},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** Full jitter: any wait up to a limit that doubles with each try. `random` is in [0, 1). */
export function jitterMs(attempt: number, random: number, longestMs = MAX_WAIT_MS): number {
  return Math.round(random * Math.min(longestMs, FIRST_WAIT_MS * 2 ** attempt));
}

const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 30_000;
