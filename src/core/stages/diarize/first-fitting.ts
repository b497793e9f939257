import { type Casting, castSpeakers, heardSpeakers } from './casting.ts';
import type { Candidate } from './cluster.ts';
import { type Cosines, cosinesOf } from './cosines.ts';
import type { SpeakerRange } from './speaker-range.ts';
import type { VoiceSpace } from './voice-space.ts';

/** A candidate and what came of it. */
export type Fitting<C extends Candidate = Candidate> = C & { readonly cosines: Cosines; readonly casting: Casting };

/** The first candidate whose result has an allowed number of speakers, or the one that comes nearest. */
export function firstFitting<C extends Candidate & { readonly fixed?: Int32Array }>(
  space: VoiceSpace,
  candidates: Iterable<C>,
  range: SpeakerRange,
): Fitting<C> | undefined {
  let best: Fitting<C> | undefined;
  let nearest = Infinity;
  for (const candidate of candidates) {
    const { centroids, fixed, oneToOne } = candidate;
    const cosines = cosinesOf(space.unit, centroids);
    const casting = castSpeakers(space, cosines, range.max, fixed, oneToOne);
    const missing = distanceFrom(heardSpeakers(casting.lanes, casting.speakers), range);
    if (missing >= nearest) continue;
    best = { ...candidate, cosines, casting };
    nearest = missing;
    if (missing === 0) break;
  }
  return best;
}

/** How many speakers a count is off a range. */
export function distanceFrom(speakers: number, range: SpeakerRange): number {
  return Math.max(0, range.min - speakers, speakers - range.max);
}
