import { AppError } from '../../../shared/app-error.ts';

/** How many speakers a result may have; `min === max` is an exact count. */
export interface SpeakerRange {
  readonly min: number;
  readonly max: number;
}

/** What a user may say about the number of speakers. `speakers` wins over the other two. */
export interface SpeakerCounts {
  readonly speakers?: number | undefined;
  readonly minSpeakers?: number | undefined;
  readonly maxSpeakers?: number | undefined;
}

/** The allowed range; 1 .. infinity when nothing was said. Throws `options-invalid` for counts below 1 or min > max. */
export function speakerRange(counts: SpeakerCounts): SpeakerRange {
  const { speakers, minSpeakers, maxSpeakers } = counts;
  for (const [name, value] of Object.entries({ speakers, minSpeakers, maxSpeakers })) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1)) throw invalid(`${name} is ${value}`);
  }
  if (speakers !== undefined) return { min: speakers, max: speakers };
  const range = { min: minSpeakers ?? 1, max: maxSpeakers ?? Infinity };
  if (range.min > range.max) throw invalid(`minSpeakers ${range.min} is above maxSpeakers ${range.max}`);
  return range;
}

function invalid(what: string): AppError {
  return new AppError('options-invalid', {
    what: `The speaker count is not usable: ${what}.`,
    meaning: 'Counts are whole numbers from 1 up, and the minimum may not exceed the maximum.',
    action: 'Correct the count, or leave it out to have the speakers counted.',
  });
}
