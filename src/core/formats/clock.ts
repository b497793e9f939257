const MS_PER = { hour: 3_600_000, minute: 60_000, second: 1000 } as const;

/**
 * Integer milliseconds as `hh:mm:ss,mmm` (`separator` `,` for SRT, `.` for WebVTT). Hours grow beyond two digits; times
 * before 0 become 0.
 */
export function formatClock(ms: number, separator: ',' | '.'): string {
  const whole = Math.max(0, Math.round(ms));
  return `${formatClockSeconds(whole)}${separator}${String(whole % MS_PER.second).padStart(3, '0')}`;
}

/** Integer milliseconds as `hh:mm:ss`, rounded down to the second. */
export function formatClockSeconds(ms: number): string {
  const whole = Math.max(0, Math.floor(ms));
  const hours = Math.floor(whole / MS_PER.hour);
  const minutes = Math.floor((whole % MS_PER.hour) / MS_PER.minute);
  const seconds = Math.floor((whole % MS_PER.minute) / MS_PER.second);
  return [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Parts of a clock time as found in a file; all are digit strings except `negative`. */
export interface ClockParts {
  readonly negative: boolean;
  readonly hours: string | undefined;
  readonly minutes: string;
  readonly seconds: string;
  readonly fraction: string | undefined;
  /** Digits behind a second decimal mark, e.g. `0999` of `01,249.0999`. */
  readonly subFraction: string | undefined;
}

/**
 * Milliseconds of clock parts. A fraction of one to three digits is padded on the right (`5` is 500 ms), a longer one is
 * rounded to the millisecond. With `framesPerSecond`, two-digit fractions count frames.
 */
export function clockToMs(parts: ClockParts, framesPerSecond?: number): number {
  const whole =
    Number(parts.hours ?? 0) * MS_PER.hour +
    Number(parts.minutes) * MS_PER.minute +
    Number(parts.seconds) * MS_PER.second;
  const ms = whole + fractionMs(parts, framesPerSecond);
  return parts.negative && ms !== 0 ? -ms : ms;
}

function fractionMs({ fraction, subFraction }: ClockParts, framesPerSecond: number | undefined): number {
  if (fraction === undefined) return 0;
  if (framesPerSecond !== undefined && framesPerSecond > 0 && fraction.length === 2) {
    return Math.round((Number(fraction) * MS_PER.second) / framesPerSecond);
  }
  const digits = fraction.length <= 3 ? fraction.padEnd(3, '0') + (subFraction ?? '') : fraction;
  return Math.round(Number(`${digits.slice(0, 3)}.${digits.slice(3) || '0'}`));
}
