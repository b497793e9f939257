import type { SpeakerCounts } from '../stages/diarize/speaker-range.ts';
import type { TranscribeOptions } from './options.ts';
import type { TrackPlan } from './track-plan.ts';

/** The same as bounds; what nobody said is left out. */
export function voiceCounts(
  mode: TrackPlan['mode'],
  options: TranscribeOptions,
): { readonly min?: number; readonly max?: number } {
  const { speakers, minSpeakers, maxSpeakers } = speakerCounts(mode, options);
  const [min, max] = [speakers ?? minSpeakers, speakers ?? maxSpeakers];
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** How many speakers each track may hold. */
export function speakerCounts(mode: TrackPlan['mode'], options: TranscribeOptions): SpeakerCounts {
  const { speakers, minSpeakers, maxSpeakers, speakersPerChannel } = options;
  if (mode === 'mixed') return { speakers, minSpeakers, maxSpeakers };
  // Counts of the whole recording say nothing about one of its tracks.
  const each = speakersPerChannel === 'auto' ? undefined : speakersPerChannel;
  return { speakers: each, minSpeakers: undefined, maxSpeakers: undefined };
}
