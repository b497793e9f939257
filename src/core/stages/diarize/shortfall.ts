/** Why another number of speakers than the wanted one was found. Stable. */
export const SHORTFALL_CODES = ['no-speech', 'speech-too-short', 'voices-alike'] as const;

type ShortfallCode = (typeof SHORTFALL_CODES)[number];

export interface Shortfall {
  readonly code: ShortfallCode;
  /** The sentence in English, without a full stop. */
  readonly reason: string;
  /** What the sentence speaks of, so that it can be said in another language. */
  readonly values?: Readonly<Record<string, number>>;
}

/** Why `found` speakers out of `samples` voice samples are fewer than the `wanted` ones. */
export function shortfallOf(found: number, samples: number, wanted: number): Shortfall {
  if (found === 0) return { code: 'no-speech', reason: 'no speech was found' };
  if (samples >= wanted) return { code: 'voices-alike', reason: 'the voices could not be told apart further' };
  return {
    code: 'speech-too-short',
    reason: `the speech is too short: it gives ${samples} voice sample${samples === 1 ? '' : 's'} for ${wanted} speakers`,
    values: { samples, wanted },
  };
}
