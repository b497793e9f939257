import { AppError } from '../../shared/app-error.ts';

/** Frames a second as an exact fraction: 29.97 is 30000/1001. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

/** Rates that are written with decimals and meant as fractions (NTSC). */
const NTSC: ReadonlyMap<string, number> = new Map([
  ['23.976', 24_000],
  ['23.98', 24_000],
  ['29.97', 30_000],
  ['47.952', 48_000],
  ['59.94', 60_000],
  ['119.88', 120_000],
]);
/** Keeps products of a day of frames and both parts whole in a double. */
const LARGEST_PART = 240_000;
const FASTEST = 240;

/**
 * Reads `25`, `29.97` (as 30000/1001), `12.5` or `30000/1001`. Throws `AppError` `options-invalid` for anything else,
 * for rates under 1 or over 240, and for parts above 240000.
 */
export function parseFrameRate(text: string): FrameRate {
  const ntsc = NTSC.get(text.trim());
  if (ntsc !== undefined) return { numerator: ntsc, denominator: 1001 };
  const match = /^(\d{1,6})(?:\.(\d{1,3})|\/(\d{1,6}))?$/.exec(text.trim());
  if (match === null) throw invalid(text);
  const [, whole = '', decimals = '', below = '1'] = match;
  const numerator = Number(whole + decimals);
  const denominator = decimals === '' ? Number(below) : 10 ** decimals.length;
  const isInRange = denominator > 0 && numerator >= denominator && numerator <= FASTEST * denominator;
  if (!isInRange || Math.max(numerator, denominator) > LARGEST_PART) throw invalid(text);
  const common = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

/** The rate as `25` or `30000/1001`. */
export function formatFrameRate({ numerator, denominator }: FrameRate): string {
  return denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
}

/** Start of a frame (0-based) in milliseconds, rounded once from the exact time, so that hours do not drift. */
export function frameStartMs(frame: number, { numerator, denominator }: FrameRate): number {
  return Math.round((frame * 1000 * denominator) / numerator);
}

/** How many frames begin before `ms`. */
export function framesBefore(ms: number, { numerator, denominator }: FrameRate): number {
  return Math.max(0, Math.ceil((ms * numerator) / (1000 * denominator)));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function invalid(text: string): AppError {
  return new AppError('options-invalid', {
    what: `${JSON.stringify(text.slice(0, 40))} is no frame rate.`,
    meaning: 'Nothing was written.',
    action: 'Give 23.976, 24, 25, 29.97, 30, 50, 59.94, 60, or a fraction such as 30000/1001, from 1 to 240.',
  });
}
