import type { SpeakerCounts } from '../stages/diarize/speaker-range.ts';
import type { TranscribeOptions } from './options.ts';
import type { TrackPlan } from './track-plan.ts';

/** How many speakers each track may hold. */
export function speakerCounts(mode: TrackPlan['mode'], options: TranscribeOptions): SpeakerCounts {
  const { speakers, minSpeakers, maxSpeakers, speakersPerChannel } = options;
  if (mode === 'mixed') return { speakers, minSpeakers, maxSpeakers };
  // Counts of the whole recording say nothing about one of its tracks.
  const each = speakersPerChannel === 'auto' ? undefined : speakersPerChannel;
  return { speakers: each, minSpeakers: undefined, maxSpeakers: undefined };
}
