import type { Cue } from '../../timeline/types.ts';
import type { EditOperation } from '../edits/operations.ts';
import { END_SLACK_MS } from '../lint.ts';
import type { VoxlaneDocument } from '../types.ts';
import { action, type ActionLabel, type CueAction, noAction } from './action.ts';
import { clamp, type CueRoom, endBefore, type RoomOptions, roomOf, SHORTEST_MS } from './cue-room.ts';

/** Moves start, end or both by milliseconds, as far as the neighbours and the other end let it. */
export function nudgeCue(
  document: VoxlaneDocument,
  id: string,
  part: 'start' | 'end' | 'whole',
  byMs: number,
  options: RoomOptions,
): CueAction {
  return withRoom(document, id, options, 'nudge-cue', (room) => {
    const { cue, earliestMs, latestMs } = room;
    if (part === 'start') return startAt(room, cue.startMs + byMs);
    if (part === 'end') return endAt(room, cue.endMs + byMs);
    const ms = clamp(byMs, earliestMs - cue.startMs, Math.max(0, latestMs - cue.endMs));
    return { startMs: cue.startMs + ms, endMs: cue.endMs + ms };
  });
}

/** The cue begins at the playhead, kept off its neighbours; one that was over by then moves there whole. */
export function setStartAt(document: VoxlaneDocument, id: string, playheadMs: number, options: RoomOptions): CueAction {
  return withRoom(document, id, options, 'set-cue-start', (room) => {
    const { cue, earliestMs, latestMs } = room;
    if (playheadMs <= cue.endMs - SHORTEST_MS) return startAt(room, playheadMs);
    const startMs = clamp(playheadMs, earliestMs, latestMs);
    return { startMs, endMs: clamp(startMs + cue.endMs - cue.startMs, startMs, latestMs) };
  });
}

/** The cue ends at the playhead, kept off its neighbours; one that was not on screen by then moves there whole. */
export function setEndAt(document: VoxlaneDocument, id: string, playheadMs: number, options: RoomOptions): CueAction {
  return withRoom(document, id, options, 'set-cue-end', (room) => {
    const { cue, earliestMs, latestMs } = room;
    if (playheadMs >= cue.startMs + SHORTEST_MS) return endAt(room, playheadMs);
    const endMs = clamp(playheadMs, earliestMs, latestMs);
    return { startMs: clamp(endMs - (cue.endMs - cue.startMs), earliestMs, endMs), endMs };
  });
}

/** The cue lasts until the next one, less the gap. */
export function extendToNext(document: VoxlaneDocument, id: string, options: RoomOptions): CueAction {
  return withRoom(document, id, options, 'extend-cue', ({ index, cue }) => {
    const next = document.cues[index + 1];
    const endMs = (next?.startMs ?? 0) - options.minGapMs;
    if (next === undefined) return 'no-neighbour';
    return endMs <= cue.endMs ? 'no-room' : { startMs: cue.startMs, endMs };
  });
}

/** The cue begins when the one before it is over, plus the gap. */
export function extendToPrevious(document: VoxlaneDocument, id: string, options: RoomOptions): CueAction {
  return withRoom(document, id, options, 'extend-cue', ({ index, cue }) => {
    if (index === 0) return 'no-neighbour';
    const startMs = endBefore(document.cues, index) + options.minGapMs;
    return startMs >= cue.startMs ? 'no-room' : { startMs, endMs: cue.endMs };
  });
}

/** The cue begins at the playhead, and it and all behind it move by as much. */
export function startAndShiftRest(
  document: VoxlaneDocument,
  id: string,
  playheadMs: number,
  options: RoomOptions,
): CueAction {
  const room = roomOf(document, id, options);
  if (room === undefined) return noAction('cue-unknown');
  const byMs = Math.round(Math.max(playheadMs, room.earliestMs)) - room.cue.startMs;
  return shift(document, document.cues.slice(room.index), byMs);
}

/** Moves all cues, or those given, by as much; none before 0 or behind the media. Others are not looked at. */
export function shiftCues(document: VoxlaneDocument, byMs: number, ids?: readonly string[]): CueAction {
  const chosen = ids === undefined ? undefined : new Set(ids);
  const cues = chosen === undefined ? document.cues : document.cues.filter((cue) => chosen.has(cue.id));
  return shift(document, cues, byMs);
}

function shift(document: VoxlaneDocument, cues: readonly Cue[], wantedMs: number): CueAction {
  if (cues.length === 0) return noAction('cue-unknown');
  const { durationMs } = document.media;
  const firstMs = cues.reduce((least, cue) => Math.min(least, cue.startMs), Infinity);
  const lastMs = cues.reduce((most, cue) => Math.max(most, cue.endMs), 0);
  const roomMs = durationMs > 0 ? Math.max(0, durationMs + END_SLACK_MS - lastMs) : Infinity;
  const byMs = clamp(wantedMs, -firstMs, roomMs);
  if (byMs === 0) return noAction(wantedMs === 0 ? 'unchanged' : 'no-room');
  const operations = cues.map((cue): EditOperation => timesOf(cue, cue.startMs + byMs, cue.endMs + byMs));
  // So that no cue has to change places with one that still has to move.
  if (byMs > 0) operations.reverse();
  return action(document, 'shift-cues', operations);
}

interface Times {
  readonly startMs: number;
  readonly endMs: number;
}

function startAt({ cue, earliestMs }: CueRoom, ms: number): Times {
  const latest = Math.max(cue.startMs, cue.endMs - SHORTEST_MS);
  return { startMs: clamp(ms, earliestMs, latest), endMs: cue.endMs };
}

function endAt({ cue, latestMs }: CueRoom, ms: number): Times {
  const earliest = Math.min(cue.endMs, cue.startMs + SHORTEST_MS);
  return { startMs: cue.startMs, endMs: clamp(ms, earliest, latestMs) };
}

function withRoom(
  document: VoxlaneDocument,
  id: string,
  options: RoomOptions,
  label: ActionLabel,
  place: (room: CueRoom) => Times | 'no-room' | 'no-neighbour',
): CueAction {
  const room = roomOf(document, id, options);
  if (room === undefined) return noAction('cue-unknown');
  const times = place(room);
  if (typeof times === 'string') return noAction(times);
  if (times.endMs - times.startMs < Math.min(SHORTEST_MS, room.cue.endMs - room.cue.startMs))
    return noAction('no-room');
  return action(document, label, [timesOf(room.cue, times.startMs, times.endMs)]);
}

function timesOf({ id }: Cue, startMs: number, endMs: number): EditOperation {
  return { kind: 'set-cue-times', cue: id, startMs, endMs };
}
