import { SAMPLE_RATE } from '../../../shared/units.ts';
import { type Casting, castSpeakers, framesOfSpeakers, isSliver } from './casting.ts';
import { selectColumns } from './cosines.ts';
import type { Fitting } from './first-fitting.ts';
import { FRAME_STEP } from './frame-grid.ts';
import type { VoiceSpace } from './voice-space.ts';

/** A speaker heard less than this in all and for a smaller share of the speech than that is taken for a mistake. */
const PHANTOM_SECONDS = 5;
const PHANTOM_SHARE = 0.02;

/**
 * Gives the speech of speakers who hardly talk to the most similar others: laughter, a jingle or a cough easily becomes a
 * person of its own. Only for counts that nobody gave. The casting itself when there are none.
 */
export function absorbPhantoms(space: VoiceSpace, found: Fitting): Casting {
  const total = framesOfSpeakers(found.casting.lanes, found.casting.speakers).reduce((sum, count) => sum + count, 0);
  const isPhantom = (count: number): boolean =>
    count > 0 && (count * FRAME_STEP) / SAMPLE_RATE < PHANTOM_SECONDS && count < PHANTOM_SHARE * total;
  return absorb(space, found, Infinity, isPhantom);
}

/** The same for speakers of whom nothing is heard but a flicker, whatever count was asked for; at most `most` at a time. */
export function absorbSlivers(space: VoiceSpace, found: Fitting, most: number): Casting {
  return absorb(space, found, most, isSliver);
}

function absorb(
  space: VoiceSpace,
  { casting, cosines, oneToOne }: Fitting,
  most: number,
  isToGo: (frames: number) => boolean,
): Casting {
  const frames = framesOfSpeakers(casting.lanes, casting.speakers);
  const kept = [...frames.keys()].filter((speaker) => !isToGo(frames[speaker] ?? 0));
  if (kept.length === frames.length || kept.length === 0) return casting;
  return castSpeakers(space, selectColumns(cosines, kept), most, undefined, oneToOne);
}
