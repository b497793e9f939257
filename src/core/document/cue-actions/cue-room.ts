import { END_SLACK_MS } from '../lint.ts';
import type { Cue } from '../../timeline/types.ts';
import type { VoxlaneDocument } from '../types.ts';

/** Where a cue may lie. Times in milliseconds. */
export interface CueRoom {
  readonly index: number;
  readonly cue: Cue;
  readonly earliestMs: number;
  readonly latestMs: number;
}

export interface RoomOptions {
  /** Milliseconds to keep free between cues; a profile has it. */
  readonly minGapMs: number;
  /** Lets cues share time. Default false. */
  readonly overlap?: boolean;
}

/** No action makes a cue shorter. Milliseconds. */
export const SHORTEST_MS = 100;

/**
 * The room of a cue between its neighbours with their gaps. A cue that is nearer than the gap, or overlaps, may stay as it
 * is but not come nearer. `undefined`: there is no such cue.
 */
export function roomOf(document: VoxlaneDocument, id: string, options: RoomOptions): CueRoom | undefined {
  const { cues } = document;
  const index = cues.findIndex((cue) => cue.id === id);
  const cue = cues[index];
  if (cue === undefined) return undefined;
  const before = options.overlap === true ? -Infinity : endBefore(cues, index) + options.minGapMs;
  const behind = options.overlap === true ? Infinity : (cues[index + 1]?.startMs ?? Infinity) - options.minGapMs;
  return {
    index,
    cue,
    earliestMs: Math.max(0, Math.min(cue.startMs, before)),
    latestMs: Math.min(lastMs(document, cue), Math.max(cue.endMs, behind)),
  };
}

/** When the last of the cues in front of one is over; -Infinity in front of all. */
export function endBefore(cues: readonly Cue[], index: number): number {
  let endMs = -Infinity;
  for (let at = 0; at < index; at++) endMs = Math.max(endMs, cues[at]?.endMs ?? 0);
  return endMs;
}

/** The end of the media; of the cue when it is over later, which the slack allows. */
function lastMs({ media }: VoxlaneDocument, cue: Cue): number {
  if (media.durationMs <= 0) return Infinity;
  return Math.max(media.durationMs, Math.min(cue.endMs, media.durationMs + END_SLACK_MS));
}

export function clamp(ms: number, lowestMs: number, highestMs: number): number {
  return Math.round(Math.max(lowestMs, Math.min(highestMs, ms)));
}
