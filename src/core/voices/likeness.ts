import { similarity, type SpeakerVoice } from './voice.ts';

/** How alike two speakers of a recording sound, -1 to 1. */
export interface VoiceLikeness {
  readonly a: string;
  readonly b: string;
  readonly similarity: number;
}

/** All pairs of voices that the same model heard, the most alike first. */
export function voiceLikeness(voices: readonly SpeakerVoice[]): VoiceLikeness[] {
  const pairs = voices.flatMap((a, index) =>
    voices.slice(index + 1).flatMap((b) => {
      const alike = a.speaker === b.speaker ? undefined : similarity(a, b);
      return alike === undefined ? [] : [{ a: a.speaker, b: b.speaker, similarity: alike }];
    }),
  );
  return pairs.sort((x, y) => y.similarity - x.similarity);
}
