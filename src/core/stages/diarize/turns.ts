import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { spanLengthMs } from '../../timeline/span.ts';
import { cellStartMs } from './frame-grid.ts';
import type { ActiveRun } from './reconstruct.ts';
import type { Voiceprint } from './voiceprints.ts';

/** Where a track sits in the media. */
export interface TrackPlace {
  readonly startOffsetMs: number;
  readonly channel: number | undefined;
  readonly sampleCount: number;
}

/** A speaker of the result and how long they talk (overlaps count for each). */
export interface DiarizedSpeaker {
  readonly id: SpeakerId;
  readonly speechMs: number;
  /** Absent when they never talk alone. */
  readonly voiceprint?: Voiceprint;
}

/** Speaker ids by first appearance: the first voice heard is S1. `runs` are ordered by time. */
export function nameSpeakers(runs: readonly ActiveRun[]): Map<number, SpeakerId> {
  const names = new Map<number, SpeakerId>();
  for (const { speaker } of runs) if (!names.has(speaker)) names.set(speaker, `S${names.size + 1}`);
  return names;
}

/**
 * Runs of frames as turns in integer milliseconds of the media, clipped to the end of the track (the padding of the last
 * window can reach past it). Runs that touch share their bound, so exclusive runs give turns that never overlap. `confidences`, when given, belong to the runs.
 */
export function toTurns(
  runs: readonly ActiveRun[],
  names: ReadonlyMap<number, SpeakerId>,
  place: TrackPlace,
  confidences?: readonly number[],
): Turn[] {
  const turns: Turn[] = [];
  for (const [at, run] of runs.entries()) {
    const speaker = names.get(run.speaker);
    const startMs = cellStartMs(run.start, place.sampleCount) + place.startOffsetMs;
    const endMs = cellStartMs(run.end, place.sampleCount) + place.startOffsetMs;
    if (speaker === undefined || endMs <= startMs) continue;
    const confidence = confidences?.[at];
    turns.push({
      startMs,
      endMs,
      speaker,
      ...(place.channel === undefined ? {} : { channel: place.channel }),
      ...(confidence === undefined ? {} : { confidence: Math.round(confidence * 1000) / 1000 }),
    });
  }
  return turns;
}

/** Talking time per speaker, in the order of the ids' first appearance. */
export function summariseSpeakers(turns: readonly Turn[]): DiarizedSpeaker[] {
  const speech = new Map<SpeakerId, number>();
  for (const turn of turns) speech.set(turn.speaker, (speech.get(turn.speaker) ?? 0) + spanLengthMs(turn));
  return [...speech].map(([id, speechMs]) => ({ id, speechMs }));
}

/** Where a track sits in the media, when its length is known from elsewhere. */
export type Place = Omit<TrackPlace, 'sampleCount'>;
