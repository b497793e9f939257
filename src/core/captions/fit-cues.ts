import { stripMarkup } from '../document/markup.ts';
import type { Cue } from '../timeline/types.ts';

/** How often each repair was made. */
export interface Repairs {
  empty: number;
  behindEnd: number;
  beforeStart: number;
  noLength: number;
  cutAtEnd: number;
}

/** Time given to a cue that states none. Milliseconds. */
const GIVEN_MS = 1000;
/** Containers round their durations; a cue that ends this little behind the media is cut without a word. */
const SLACK_MS = 1000;

/**
 * Cues made sound for a recording: inside its time, of positive length, with text. Cues that overlap stay. `cues` are in
 * order of start; `durationMs` 0 means unknown.
 */
export function fitCues(cues: readonly Cue[], durationMs: number): { readonly cues: Cue[]; readonly repairs: Repairs } {
  const repairs: Repairs = { empty: 0, behindEnd: 0, beforeStart: 0, noLength: 0, cutAtEnd: 0 };
  const limit = durationMs > 0 ? durationMs : Infinity;
  const fitted: Cue[] = [];
  for (const [index, cue] of cues.entries()) {
    const shown = visibleLines(cue);
    if (shown.lines.length === 0) {
      repairs.empty++;
      continue;
    }
    if (cue.startMs < 0) repairs.beforeStart++;
    const startMs = Math.max(0, cue.startMs);
    if (startMs >= limit) {
      repairs.behindEnd++;
      continue;
    }
    let { endMs } = cue;
    if (endMs <= startMs) {
      repairs.noLength++;
      const next = cues[index + 1]?.startMs ?? Infinity;
      endMs = Math.min(startMs + GIVEN_MS, next > startMs ? next : Infinity);
    }
    if (endMs > limit + SLACK_MS) repairs.cutAtEnd++;
    fitted.push({ ...cue, ...shown, startMs, endMs: Math.min(endMs, limit) });
  }
  return { cues: fitted, repairs };
}

/** What was repaired, in words; empty when nothing was. */
export function describeRepairs(repairs: Repairs): string[] {
  const said: [number, string][] = [
    [repairs.empty, 'without text left out'],
    [repairs.behindEnd, 'behind the end of the recording left out'],
    [repairs.beforeStart, 'moved to the start of the recording'],
    [repairs.noLength, 'without length given one'],
    [repairs.cutAtEnd, 'cut at the end of the recording'],
  ];
  return said.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${count === 1 ? 'cue' : 'cues'} ${what}`]));
}

function visibleLines(cue: Cue): Pick<Cue, 'lines' | 'lineSpeakers'> {
  const shown = cue.lines.flatMap((line, index) =>
    line
      .split(/\r\n|[\r\n]/)
      .filter((part) => stripMarkup(part).trim() !== '')
      .map((part) => ({ part, speaker: cue.lineSpeakers?.[index] })),
  );
  const lines = shown.map(({ part }) => part);
  if (cue.lineSpeakers === undefined) return { lines };
  return { lines, lineSpeakers: shown.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])) };
}
