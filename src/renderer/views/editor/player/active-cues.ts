import { spanIndex } from '../../../../core/document/span-index.ts';
import type { Cue, SpeakerId, Turn } from '../../../../core/timeline/types.ts';

/** The cues that are shown at a moment, by start. */
export function cuesAt(cues: readonly Cue[], ms: number): readonly Cue[] {
  return spanIndex(cues).within(ms, ms + 1);
}

/** Who talks at a moment, who began first coming first. */
export function speakersAt(turns: readonly Turn[], ms: number): SpeakerId[] {
  return [
    ...new Set(
      spanIndex(turns)
        .within(ms, ms + 1)
        .map(({ speaker }) => speaker),
    ),
  ];
}
