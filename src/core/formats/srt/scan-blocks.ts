import type { DiagnosticLog } from '../diagnostic-log.ts';
import { cleanStructure } from '../text-lines.ts';
import { parseTimeLine, type TimeLine } from '../time-line.ts';

/** One cue of an SRT file as lines. */
export interface SrtBlock {
  /** The index line as written, cleaned; absent when there was none. */
  readonly index: string | undefined;
  /** 0-based position of the time line. */
  readonly timeLine: number;
  /** Absent when the line is meant to be a time line but cannot be read. */
  readonly time: TimeLine | undefined;
  /** Text lines without blank lines at either end; blank lines inside are already gone. */
  readonly text: readonly string[];
}

export interface SrtScan {
  readonly header: readonly string[];
  readonly blocks: readonly SrtBlock[];
}

interface Start {
  readonly first: number;
  readonly index: string | undefined;
  readonly timeLine: number;
  readonly time: TimeLine | undefined;
}

const NUMBER = /^\d{1,12}$/;

/**
 * Cuts an SRT file into blocks by its time lines alone: indices may be missing, repeated or not numbers, the blank line
 * between cues may be missing, and blank lines may stand anywhere. Nothing is dropped: lines before the first cue are
 * the header, every other line belongs to a cue.
 */
export function scanBlocks(lines: readonly string[], framesPerSecond: number | undefined, log: DiagnosticLog): SrtScan {
  const clean = lines.map((line) => (line.length <= 2000 ? cleanStructure(line) : line));
  const starts = findStarts(lines, clean, framesPerSecond);
  const blocks = starts.map((start, position): SrtBlock => {
    const next = starts[position + 1]?.first ?? lines.length;
    const text = textBetween(lines, clean, start.timeLine + 1, next, log);
    if (
      position > 0 &&
      start.first > 0 &&
      clean[start.first - 1] !== '' &&
      start.first - 1 > previousTime(starts, position)
    ) {
      log.add('blank-line-missing', 'info', 'No blank line stands in front of the cue.', start.first + 1);
    }
    return { index: start.index, timeLine: start.timeLine, time: start.time, text };
  });
  const header = lines.slice(0, starts[0]?.first ?? lines.length).filter((_, line) => clean[line] !== '');
  return { header, blocks };
}

function previousTime(starts: readonly Start[], position: number): number {
  return starts[position - 1]?.timeLine ?? -1;
}

function findStarts(
  lines: readonly string[],
  clean: readonly string[],
  framesPerSecond: number | undefined,
): readonly Start[] {
  const times = lines.map((line) => parseTimeLine(line, framesPerSecond));
  const indexed = hasIndices(clean, times);
  const starts: Start[] = [];
  let previous = -1;
  for (const [timeLine, time] of times.entries()) {
    if (!isTimeLine(clean, timeLine, time, previous)) continue;
    const indexLine = findIndex(clean, timeLine, previous, indexed, starts.length + 1);
    const index = indexLine === undefined ? undefined : clean[indexLine];
    starts.push({ first: indexLine ?? timeLine, index, timeLine, time });
    previous = timeLine;
  }
  return starts;
}

/** A line with an arrow that cannot be read still opens a cue where one is due: behind an index or a blank line. */
function isTimeLine(clean: readonly string[], line: number, time: TimeLine | undefined, previous: number): boolean {
  const before = line === 0 ? '' : (clean[line - 1] ?? '');
  const numbered = line - 1 > previous && NUMBER.test(before);
  // Under other text, a number and two times with a dash between are text as well, such as that of a timetable.
  if (time !== undefined) return !time.dashArrow || (numbered && (clean[line - 2] ?? '') === '');
  const text = clean[line] ?? '';
  if (text.length > 2000 || !/\d.*-->|-->.*\d/u.test(text)) return false;
  return numbered || (before === '' && line - 1 !== previous);
}

/** Whether the first cue has a number, or most cues have a line of their own between blank line and time line. */
function hasIndices(clean: readonly string[], times: readonly (TimeLine | undefined)[]): boolean {
  let cues = 0;
  let indexed = 0;
  for (const [line, time] of times.entries()) {
    if (time === undefined || time.dashArrow) continue;
    cues++;
    const before = clean[line - 1] ?? '';
    const own = (clean[line - 2] ?? '') === '';
    if (cues === 1 && own && NUMBER.test(before)) return true;
    // A number right under a time line may be the text of that cue.
    if (before !== '' && (own || (NUMBER.test(before) && times[line - 2] === undefined))) indexed++;
  }
  return indexed * 2 >= cues;
}

function findIndex(
  clean: readonly string[],
  timeLine: number,
  previous: number,
  indexed: boolean,
  expected: number,
): number | undefined {
  const above = timeLine - 1;
  if (above <= previous) return undefined;
  const blankAt = (line: number): boolean => line < 0 || (line > previous && (clean[line] ?? '') === '');
  const text = clean[above] ?? '';
  if (NUMBER.test(text)) return indexed || blankAt(above - 1) ? above : undefined;
  if (text !== '') return indexed && blankAt(above - 1) ? above : undefined;
  const higher = clean[above - 1] ?? '';
  const stray = above - 1 > previous && NUMBER.test(higher) && Number(higher) === expected && blankAt(above - 2);
  return stray ? above - 1 : undefined;
}

function textBetween(
  lines: readonly string[],
  clean: readonly string[],
  from: number,
  to: number,
  log: DiagnosticLog,
): string[] {
  let first = from;
  let last = to;
  while (first < last && clean[first] === '') first++;
  while (last > first && clean[last - 1] === '') last--;
  const kept: string[] = [];
  for (let line = first; line < last; line++) {
    if (clean[line] === '')
      log.add('blank-line-in-text', 'info', 'A blank line inside the text was left out.', line + 1);
    else kept.push(lines[line] ?? '');
  }
  return kept;
}
