const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Distances between ticks that people count in. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 6, 12, 24].map((hours) => hours * HOUR),
];

interface Tick {
  readonly atMs: number;
  readonly label: string;
}

/** Ticks at round times over `[startMs, endMs]`, at most `most` + 1 of them. */
export function timeTicks(startMs: number, endMs: number, most: number): Tick[] {
  const least = (endMs - startMs) / most;
  const step = STEPS.find((candidate) => candidate >= least) ?? Math.ceil(least / HOUR) * HOUR;
  const ticks: Tick[] = [];
  for (let atMs = Math.ceil(startMs / step) * step; atMs <= endMs; atMs += step) {
    ticks.push({ atMs, label: clockLabel(atMs, endMs >= HOUR) });
  }
  return ticks;
}

/** `m:ss`, or `h:mm:ss` where the recording has hours. */
export function clockLabel(ms: number, withHours = Math.abs(ms) >= HOUR): string {
  const sign = ms < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(ms) / SECOND);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return withHours
    ? `${sign}${hours}:${pad(minutes)}:${pad(seconds)}`
    : `${sign}${hours * 60 + minutes}:${pad(seconds)}`;
}
