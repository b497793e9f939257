import { bySpan, type Span } from '../timeline/span.ts';
import type { Cue, SpeakerId, Turn } from '../timeline/types.ts';

/** Turns in both views of a document. */
export interface DerivedTurns {
  /** May overlap: each speaker of a two-speaker cue holds the whole cue. */
  readonly turns: readonly Turn[];
  /** Never overlap: a two-speaker cue is divided by the length of its lines, later cues win over earlier ones. */
  readonly exclusiveTurns: readonly Turn[];
}

/**
 * Turns for files that only know cues with speakers (SRT, WebVTT, TXT). Touching cues of one speaker make one turn;
 * cues without a speaker or without positive length make none. Sorted by time, then speaker.
 */
export function turnsFromCues(cues: readonly Cue[]): DerivedTurns {
  const overlapping: Turn[] = [];
  const parts: Turn[] = [];
  for (const cue of cues) {
    if (cue.endMs <= cue.startMs) continue;
    for (const speaker of new Set(cue.lineSpeakers ?? (cue.speaker === undefined ? [] : [cue.speaker]))) {
      overlapping.push({ startMs: cue.startMs, endMs: cue.endMs, speaker });
    }
    parts.push(...divide(cue));
  }
  return { turns: joinTouching(overlapping), exclusiveTurns: joinTouching(makeExclusive(parts)) };
}

/** Empty cues for a document that only knows turns (RTTM): one per turn, in time order, ids `c1`, `c2`, ... */
export function cuesFromTurns(turns: readonly Turn[]): Cue[] {
  return [...turns].sort(byTurn).map((turn, index) => ({
    id: `c${index + 1}`,
    startMs: turn.startMs,
    endMs: turn.endMs,
    lines: [],
    speaker: turn.speaker,
    wordIds: [],
  }));
}

/** Whether two sets of turns say the same: speaker, start, end, in any order; channels and confidence are not compared. */
export function sameTurns(a: readonly Turn[], b: readonly Turn[]): boolean {
  if (a.length !== b.length) return false;
  const keys = (turns: readonly Turn[]): string[] =>
    turns.map((turn) => `${turn.startMs} ${turn.endMs} ${turn.speaker}`).sort();
  const right = keys(b);
  return keys(a).every((key, index) => key === right[index]);
}

/** How many turns share time with a turn of another speaker. */
export function countOverlappingTurns(turns: readonly Turn[]): number {
  const sorted = [...turns].sort(byTurn);
  const overlapping = new Set<Turn>();
  let active: Turn[] = [];
  for (const turn of sorted) {
    active = active.filter((other) => other.endMs > turn.startMs);
    for (const other of active) {
      if (other.speaker === turn.speaker || turn.endMs <= turn.startMs) continue;
      overlapping.add(other).add(turn);
    }
    active.push(turn);
  }
  return overlapping.size;
}

function byTurn(a: Turn, b: Turn): number {
  return bySpan(a, b) || (a.speaker < b.speaker ? -1 : a.speaker > b.speaker ? 1 : 0);
}

function divide(cue: Cue): Turn[] {
  const lines: { speaker: SpeakerId; weight: number }[] = [];
  if (cue.lineSpeakers === undefined) {
    if (cue.speaker !== undefined) lines.push({ speaker: cue.speaker, weight: 1 });
  } else {
    for (const [index, speaker] of cue.lineSpeakers.entries()) {
      lines.push({ speaker, weight: Math.max(1, cue.lines[index]?.length ?? 1) });
    }
  }
  const total = lines.reduce((sum, line) => sum + line.weight, 0);
  const length = cue.endMs - cue.startMs;
  let before = 0;
  return lines.map((line) => {
    const startMs = cue.startMs + Math.round((length * before) / total);
    before += line.weight;
    return { startMs, endMs: cue.startMs + Math.round((length * before) / total), speaker: line.speaker };
  });
}

/** Every instant goes to the last turn (by start) that covers it. One sweep, since files may hold thousands that overlap. */
function makeExclusive(turns: readonly Turn[]): Turn[] {
  const pieces: Turn[] = [];
  const open: Turn[] = [];
  let doneMs = -Infinity;
  const handOut = (untilMs: number): void => {
    for (let last = open.at(-1); last !== undefined && doneMs < untilMs; last = open.at(-1)) {
      const endMs = Math.min(last.endMs, untilMs);
      if (endMs > doneMs) {
        pieces.push({ startMs: doneMs, endMs, speaker: last.speaker });
        doneMs = endMs;
      }
      if (last.endMs <= doneMs) open.pop();
    }
    doneMs = Math.max(doneMs, untilMs);
  };
  for (const turn of [...turns].sort(byTurn)) {
    handOut(turn.startMs);
    open.push(turn);
  }
  handOut(Infinity);
  return pieces;
}

function joinTouching(turns: readonly Turn[]): Turn[] {
  const bySpeaker = new Map<SpeakerId, { startMs: number; endMs: number; speaker: SpeakerId }[]>();
  for (const turn of [...turns].sort(byTurn)) {
    const list = bySpeaker.get(turn.speaker) ?? [];
    const last = list.at(-1);
    if (last !== undefined && touches(last, turn)) last.endMs = Math.max(last.endMs, turn.endMs);
    else if (turn.endMs > turn.startMs) list.push({ ...turn });
    bySpeaker.set(turn.speaker, list);
  }
  return [...bySpeaker.values()].flat().sort(byTurn);
}

function touches(a: Span, b: Span): boolean {
  return b.startMs <= a.endMs;
}
