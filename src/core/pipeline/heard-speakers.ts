import type { Alert } from '../../shared/alert.ts';
import { DIARIZE_STAGE } from '../stages/diarize/diarize-stage.ts';
import { speakerRange } from '../stages/diarize/speaker-range.ts';
import type { TranscribeOptions } from './options.ts';
import { speakerCounts } from './speaker-counts.ts';
import type { TrackPlan } from './track-plan.ts';
import type { TrackResult } from './track-result.ts';

/**
 * Speakers of a track as its recogniser told them apart: where it did so over the whole track, their number is what was
 * asked for and no diarizer was. `undefined` leaves it to diarization.
 */
export function heardSpeakers(
  { asr }: TrackResult,
  options: TranscribeOptions,
  mode: TrackPlan['mode'],
): Required<Pick<TrackResult, 'diarize' | 'speakersHeard'>> | undefined {
  const turns = asr?.turns;
  if (turns === undefined || options.diarizer !== 'auto') return undefined;
  const found = new Set(turns.map((turn) => turn.speaker)).size;
  const { min, max } = speakerRange(speakerCounts(mode, options));
  if (found < min || found > max) return undefined;
  return { diarize: { turns, exclusiveTurns: turns, speakers: [] }, speakersHeard: true };
}

/** Says whose speakers these are. */
export function heardSpeakersNotice(engine: string): Alert {
  return {
    code: 'speakers-of-recogniser',
    severity: 'info',
    stage: DIARIZE_STAGE.id,
    message: `Speakers are as ${engine} told them apart. Their voices were not measured here, so nobody of the voice library can be recognised.`,
    values: { engine },
  };
}
