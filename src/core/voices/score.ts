import { meanVoice, similarity, type Voice } from './voice.ts';

/** A named person and the voice samples of them, one per recording. */
export interface KnownVoice {
  readonly name: string;
  readonly samples: readonly Voice[];
}

/** How many of the most similar samples count. */
const NEAREST = 3;

/**
 * How much a voice sounds like a person, -1 to 1; `undefined` without a sample of the same model. Half is the mean of the
 * three most similar samples: somebody on the telephone is like their other telephone calls. Half is the mean of all
 * samples: one odd sample among many cannot win alone. With one sample it is the cosine.
 */
export function scoreVoice(person: KnownVoice, voice: Voice): number | undefined {
  const samples = person.samples.filter((sample) => similarity(sample, voice) !== undefined);
  const cosines = samples.map((sample) => similarity(sample, voice) ?? 0).sort((a, b) => b - a);
  if (cosines.length === 0) return undefined;
  const nearest = cosines.slice(0, NEAREST);
  const near = nearest.reduce((sum, cosine) => sum + cosine, 0) / nearest.length;
  const centre = meanVoice(samples);
  const whole = centre === undefined ? undefined : similarity(centre, voice);
  return (near + (whole ?? near)) / 2;
}

/** Speech behind what is known of a person, as far as it can be compared with a voice of this model. */
export function knownSpeechMs(person: KnownVoice, model: string): number {
  return person.samples.reduce((sum, sample) => sum + (sample.model === model ? sample.speechMs : 0), 0);
}
