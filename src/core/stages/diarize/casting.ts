import { type Assignment, assignSpeakers } from './assign.ts';
import { assignOneToOne } from './assign-one-to-one.ts';
import type { Cosines } from './cosines.ts';
import type { ActiveRun, Reconstruction } from './reconstruct.ts';
import { reconstruct } from './reconstruct.ts';
import type { VoiceSpace } from './voice-space.ts';

/** Speakers of a recording before they have ids: runs by number, and who each local speaker is. */
export interface Casting extends Reconstruction {
  readonly assignment: Assignment;
  readonly speakers: number;
}

/** Local speakers of the segmentation are at most this many, so a count above it never limits anything. */
const MOST_AT_A_TIME = 3;

/**
 * Names all local speakers by the nearest centroid and puts the windows back together; at most `most` speak at a time. With
 * `oneToOne`, local speakers of a window are never the same speaker, unless `fixed` says who somebody is.
 */
export function castSpeakers(
  space: VoiceSpace,
  cosines: Cosines,
  most = Infinity,
  fixed?: Int32Array,
  oneToOne = false,
): Casting {
  const { activity, embeddings } = space.evidence;
  const assignment =
    oneToOne && fixed === undefined
      ? assignOneToOne(embeddings, cosines, activity)
      : assignSpeakers(embeddings, cosines, activity, fixed, space.clashes);
  return rebuild(space, assignment, cosines.columns, most);
}

/** Puts the windows back together for local speakers that have been named. */
export function rebuild(space: VoiceSpace, assignment: Assignment, speakers: number, most = Infinity): Casting {
  const counts = most < MOST_AT_A_TIME ? space.counts.map((count) => Math.min(count, most)) : space.counts;
  return { assignment, speakers, ...reconstruct(space.evidence.activity, assignment.labels, speakers, counts) };
}

/** Speakers that are on anywhere. */
export function activeSpeakers(lanes: readonly ActiveRun[]): number {
  return new Set(lanes.map((run) => run.speaker)).size;
}

/** With less than a quarter of a second in all nobody is known to be there. */
const LEAST_FRAMES = 15;

/** Speakers who talk long enough to count. */
export function heardSpeakers(lanes: readonly ActiveRun[], speakers: number): number {
  return framesOfSpeakers(lanes, speakers).filter((frames) => frames >= LEAST_FRAMES).length;
}

/** True for a speaker who is on for so many frames, but not long enough to count. */
export function isSliver(frames: number): boolean {
  return frames > 0 && frames < LEAST_FRAMES;
}

/** Frames each speaker is on. */
export function framesOfSpeakers(lanes: readonly ActiveRun[], speakers: number): number[] {
  const frames = Array.from({ length: speakers }, () => 0);
  for (const run of lanes) frames[run.speaker] = (frames[run.speaker] ?? 0) + run.end - run.start;
  return frames;
}
