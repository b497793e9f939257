import { maximumAssignment } from '../../math/assignment.ts';
import { freeSpeakerId } from '../../timeline/speaker-ids.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { sharedFrames, frameSpeakers } from './frame-speakers.ts';
import type { ActiveRun } from './reconstruct.ts';
import type { Place } from './turns.ts';

/** Who was there before a recording is clustered again. */
export interface Before {
  readonly turns: readonly Turn[];
  /** Speakers whose names a user chose: they go first when two were made one. */
  readonly named: ReadonlySet<SpeakerId>;
  /** Ids that may not be given to somebody new. */
  readonly taken: ReadonlySet<SpeakerId>;
}

/** Makes any time shared with a named speaker count more than all time shared with others. */
const NAMED_WEIGHT = 1e9;

/**
 * Ids for new speakers that rename as little as possible: every old id goes to the new speaker that shares most time with
 * it, one to one, at the highest sum; named ones come first. New speakers get the next free `S<n>` by first appearance.
 */
export function stableNames(
  before: Before,
  place: Place,
  frames: number,
): (lanes: readonly ActiveRun[]) => Map<number, SpeakerId> {
  return (lanes) => {
    const heard = frameSpeakers(before.turns, frames, place);
    const order = [...new Set(lanes.map((run) => run.speaker))];
    const speakers = Math.max(-1, ...order) + 1;
    const shared = sharedFrames(lanes, speakers, heard);
    const weights = order.map((speaker) =>
      (shared[speaker] ?? []).map((time, k) => (before.named.has(heard.ids[k] ?? '') ? time * NAMED_WEIGHT : time)),
    );
    const chosen = maximumAssignment(weights);
    const names = new Map<number, SpeakerId>();
    const taken = new Set([...before.taken, ...heard.ids]);
    for (const [row, speaker] of order.entries()) {
      const column = chosen[row] ?? -1;
      const old = heard.ids[column];
      if (old !== undefined && (shared[speaker]?.[column] ?? 0) > 0) {
        names.set(speaker, old);
        continue;
      }
      const fresh = freeSpeakerId(taken);
      taken.add(fresh);
      names.set(speaker, fresh);
    }
    return names;
  };
}
