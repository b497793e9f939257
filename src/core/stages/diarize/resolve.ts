import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { type ClusterModel, findCandidates } from './candidates.ts';
import { type Casting, activeSpeakers } from './casting.ts';
import type { ClusterMethod } from './cluster.ts';
import type { DiarizeEvidence } from './evidence.ts';
import { doubtOneSpeaker } from './one-speaker.ts';
import { distanceFrom, firstFitting } from './first-fitting.ts';
import { absorbPhantoms, absorbSlivers } from './phantoms.ts';
import type { ActiveRun } from './reconstruct.ts';
import { smoothTurns, type SmoothOptions } from './smooth-turns.ts';
import { type Shortfall, shortfallOf } from './shortfall.ts';
import type { SpeakerRange } from './speaker-range.ts';
import { runConfidences } from './turn-confidence.ts';
import {
  type DiarizedSpeaker,
  type Place,
  type TrackPlace,
  nameSpeakers,
  summariseSpeakers,
  toTurns,
} from './turns.ts';
import { type VoiceSpace, createVoiceSpace } from './voice-space.ts';
import { voiceprints } from './voiceprints.ts';

/** Who speaks when, as far as the evidence tells. */
export interface Resolution {
  readonly turns: readonly Turn[];
  readonly exclusiveTurns: readonly Turn[];
  readonly speakers: readonly DiarizedSpeaker[];
  /** How the speakers were found; absent when nobody speaks. */
  readonly method?: ClusterMethod;
  /** Why the number of speakers is outside the wanted range; absent when it is inside. */
  readonly shortfall?: Shortfall;
  /** Why the one speaker that was found may be several; absent when nothing speaks for it. */
  readonly doubt?: string;
}

/** Gives speakers their ids; `lanes` are ordered by time. */
export type Naming = (lanes: readonly ActiveRun[]) => ReadonlyMap<number, SpeakerId>;

/**
 * Clusters the embeddings, names every local speaker, and rebuilds overlapping and exclusive turns. Pure and fast: a new
 * count or threshold needs only this, not the models.
 */
export function resolveTurns(
  evidence: DiarizeEvidence,
  params: ClusterModel,
  range: SpeakerRange,
  place: Place,
  smooth: SmoothOptions = {},
): Resolution {
  return resolveSpace(createVoiceSpace(evidence), params, range, place, smooth);
}

/** The same from evidence that was prepared before. */
export function resolveSpace(
  space: VoiceSpace,
  params: ClusterModel,
  range: SpeakerRange,
  place: Place,
  smooth: SmoothOptions = {},
  naming: Naming = nameSpeakers,
): Resolution {
  const found = firstFitting(space, findCandidates(space, params, range), range);
  if (found === undefined) return withShortfall(NOBODY, space, range);
  // A count that a user gave is kept whatever it takes; only a guessed one is put in doubt.
  const guessed = range.min <= 1 && range.max === Infinity;
  const casting = guessed ? absorbPhantoms(space, found) : absorbSlivers(space, found, range.max);
  const { method } = found;
  const resolution = { ...describeCasting(space, casting, place, smooth, naming), method };
  const doubt = range.max === 1 ? undefined : doubtOneSpeaker(space, casting, params);
  return withShortfall(doubt === undefined ? resolution : { ...resolution, doubt }, space, range);
}

export const NOBODY: Resolution = { turns: [], exclusiveTurns: [], speakers: [] };

/** Turns, speakers and voiceprints of a casting. */
export function describeCasting(
  space: VoiceSpace,
  { assignment, lanes, exclusive, speakers }: Casting,
  place: Place,
  smooth: SmoothOptions,
  naming: Naming,
): Resolution {
  const { activity, embeddings } = space.evidence;
  const track: TrackPlace = { ...place, sampleCount: activity.sampleCount };
  const names = naming(lanes);
  const sure = (runs: readonly ActiveRun[]): readonly number[] | undefined =>
    activeSpeakers(lanes) > 1 ? runConfidences(activity, assignment, runs) : undefined;
  const turns = smoothTurns(toTurns(lanes, names, track, sure(lanes)), smooth);
  const exclusiveTurns = smoothTurns(toTurns(exclusive, names, track, sure(exclusive)), { ...smooth, exclusive: true });
  const prints = voiceprints(embeddings, space.unit, assignment.labels, speakers);
  const printOf = new Map([...names].map(([speaker, id]) => [id, prints[speaker]]));
  return {
    turns,
    exclusiveTurns,
    speakers: summariseSpeakers(turns).map((speaker) => {
      const voiceprint = printOf.get(speaker.id);
      return voiceprint === undefined ? speaker : { ...speaker, voiceprint };
    }),
  };
}

/** Adds the reason when a count that was asked for is not met. */
export function withShortfall(resolution: Resolution, space: VoiceSpace, range: SpeakerRange): Resolution {
  const found = resolution.speakers.length;
  if (distanceFrom(found, range) === 0 || range.min <= 1) return resolution;
  return { ...resolution, shortfall: shortfallOf(found, space.condensed.member.length, range.min) };
}
