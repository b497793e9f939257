import type { Cue, SpeakerId, Turn } from '../../../../core/timeline/types.ts';
import { itemsIn, spanIndex } from '../timeline/span-index.ts';

/** The cues that are shown at a moment, by start. */
export function cuesAt(cues: readonly Cue[], ms: number): Cue[] {
  return itemsIn(spanIndex(cues), ms, ms + 1);
}

/** Who talks at a moment, who began first coming first. */
export function speakersAt(turns: readonly Turn[], ms: number): SpeakerId[] {
  return [...new Set(itemsIn(spanIndex(turns), ms, ms + 1).map(({ speaker }) => speaker))];
}
