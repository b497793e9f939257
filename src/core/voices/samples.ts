import { similarity, type Voice } from './voice.ts';

/** A sample as the library keeps it: one per person, model and recording. */
export interface VoiceSample extends Voice {
  /** Names the recording's content. */
  readonly recording: string;
}

/** Most samples of one person and model. More would make the library slower and no surer. */
export const MOST_SAMPLES = 20;

/**
 * The samples of a person with one more. It takes the place of one of the same recording; above the limit the shorter of
 * the two that are most alike goes, so that what stays is as different as it can be.
 */
export function withSample<Sample extends VoiceSample>(samples: readonly Sample[], added: Sample): Sample[] {
  const kept = samples.filter((sample) => sample.model !== added.model || sample.recording !== added.recording);
  const all = [...kept, added];
  const same = all.filter((sample) => sample.model === added.model);
  if (same.length <= MOST_SAMPLES) return all;
  const spare = mostRedundant(same);
  return all.filter((sample) => sample !== spare);
}

/** The samples of two people who turned out to be one, within the same limits. */
export function joinSamples<Sample extends VoiceSample>(into: readonly Sample[], from: readonly Sample[]): Sample[] {
  let joined = [...into];
  for (const sample of from) {
    const twin = joined.find((other) => other.model === sample.model && other.recording === sample.recording);
    // Of two samples of one recording the one made of more speech says more.
    if (twin === undefined || twin.speechMs < sample.speechMs) joined = withSample(joined, sample);
  }
  return joined;
}

function mostRedundant<Sample extends Voice>(samples: readonly Sample[]): Sample | undefined {
  let closest = -Infinity;
  let spare: Sample | undefined;
  for (const [i, a] of samples.entries()) {
    for (const b of samples.slice(i + 1)) {
      const cosine = similarity(a, b) ?? -Infinity;
      if (cosine <= closest) continue;
      closest = cosine;
      spare = b.speechMs < a.speechMs ? b : a;
    }
  }
  return spare ?? samples[0];
}
