/**
 * Oldest yt-dlp that is used without being asked twice. Releases before it have published holes that a hostile page can
 * reach: GHSA-79w7-vh3h-8g4j and its bypass (file names), GHSA-69qj-pvh9-c5wg (exec), GHSA-g3gw-q23r-pgqm
 * (< 2026.02.21), GHSA-vx4q-3cr2-7cg2 (aria2c, < 2026.06.09).
 */
export const YTDLP_FLOOR = '2026.06.09';
/** Sites change all the time; a release older than this is a likely cause when one of them stops working. */
export const STALE_DAYS = 60;

/** The date in a version such as `2026.06.09` or `2026.06.09.232843` (nightly); `undefined` when it has none. */
function releaseDay(version: string): string | undefined {
  return /^(\d{4}\.\d{2}\.\d{2})(?:\.\d+)?$/.exec(version)?.[1];
}

/** True for a version older than `floor`, and for one that cannot be read. */
export function isOlder(version: string, floor: string): boolean {
  const day = releaseDay(version);
  return day === undefined || day < floor;
}

/** Whole days between the release and `nowMs`; `undefined` when the version names no day. */
export function ageInDays(version: string, nowMs: number): number | undefined {
  const day = releaseDay(version);
  const released = day === undefined ? Number.NaN : Date.parse(`${day.replaceAll('.', '-')}T00:00:00Z`);
  return Number.isNaN(released) ? undefined : Math.max(0, Math.floor((nowMs - released) / 86_400_000));
}
