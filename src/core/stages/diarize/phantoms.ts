import { SAMPLE_RATE } from '../../../shared/units.ts';
import { type Casting, castSpeakers, framesOfSpeakers } from './casting.ts';
import { FRAME_STEP } from './frame-grid.ts';
import { type Rows, selectRows } from './vectors.ts';
import type { VoiceSpace } from './voice-space.ts';

/** A speaker heard less than this in all and for a smaller share of the speech than that is taken for a mistake. */
const PHANTOM_SECONDS = 5;
const PHANTOM_SHARE = 0.02;

/**
 * Gives the speech of speakers who hardly talk to the most similar others: laughter, a jingle or a cough easily becomes a
 * person of its own. Only for counts that nobody gave. The casting itself when there are none.
 */
export function absorbPhantoms(space: VoiceSpace, casting: Casting, centroids: Rows, oneToOne = false): Casting {
  const frames = framesOfSpeakers(casting.lanes, casting.speakers);
  const total = frames.reduce((sum, count) => sum + count, 0);
  const isPhantom = (count: number): boolean =>
    count > 0 && (count * FRAME_STEP) / SAMPLE_RATE < PHANTOM_SECONDS && count < PHANTOM_SHARE * total;
  const kept = [...frames.keys()].filter((speaker) => !isPhantom(frames[speaker] ?? 0));
  if (kept.length === frames.length || kept.length === 0) return casting;
  return castSpeakers(space, selectRows(centroids, kept), Infinity, undefined, oneToOne);
}
