import { type ClockParts, clockToMs } from './clock.ts';
import { cleanStructure } from './text-lines.ts';

/** A `start --> end` line of an SRT or WebVTT file, read as tolerantly as peers do. */
export interface TimeLine {
  readonly startMs: number;
  readonly endMs: number;
  /** What stands behind the end time, trimmed. */
  readonly rest: string;
  readonly start: ClockParts;
  readonly end: ClockParts;
  /** The arrow was a lone dash, which ordinary text uses too; believe it only where a time line is due. */
  readonly dashArrow: boolean;
  /** Minutes or seconds above 59. */
  readonly outOfRange: boolean;
}

const CLOCK = String.raw`([-−])?\s*(?:(\d{1,9})\s*:\s*)?(\d{1,9})\s*:\s*(\d{1,2})(?:\s*[,.:;]\s*(\d{1,30})(?:[.,](\d{1,30}))?)?(?!\d)`;
const ARROW = String.raw`((?:-\s*){1,4}>|={1,2}>|[–—]\s*>?)`;
const TIME_LINE = new RegExp(String.raw`^${CLOCK}\s*${ARROW}\s*${CLOCK}(.*)$`, 'su');
const LONGEST = 2000;

/** Reads a time line; `undefined` when the line is none. `framesPerSecond` reads two-digit fractions as frames. */
export function parseTimeLine(line: string, framesPerSecond?: number): TimeLine | undefined {
  if (line.length > LONGEST || !/\d/.test(line)) return undefined;
  const match = TIME_LINE.exec(cleanStructure(line));
  if (match === null) return undefined;
  const start = clockParts(match, 1);
  const end = clockParts(match, 8);
  return {
    startMs: clockToMs(start, framesPerSecond),
    endMs: clockToMs(end, framesPerSecond),
    rest: (match[14] ?? '').trim(),
    start,
    end,
    dashArrow: !(match[7] ?? '').includes('>'),
    outOfRange: [start, end].some((clock) => Number(clock.minutes) > 59 || Number(clock.seconds) > 59),
  };
}

function clockParts(match: RegExpExecArray, first: number): ClockParts {
  return {
    negative: match[first] !== undefined,
    hours: match[first + 1],
    minutes: match[first + 2] ?? '0',
    seconds: match[first + 3] ?? '0',
    fraction: match[first + 4],
    subFraction: match[first + 5],
  };
}
