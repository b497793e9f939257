/** What scores of one embedding model mean: cosines, from which they speak for one person. */
export interface VoiceScale {
  /** From here on a voice is taken for the person's; absent when nobody measured it, then no voice ever is. */
  readonly same?: number;
  /** From here on it is worth a question. */
  readonly suggest: number;
}

/**
 * For models that say nothing: above what published embedders give strangers, so a suggestion is worth reading, and no
 * ground to name anybody.
 */
export const UNCALIBRATED: VoiceScale = { suggest: 0.5 };

type Params = Readonly<Record<string, string | number | boolean>> | undefined;

/** The scale that a model's manifest states in `params` as `sameVoice` and `suggestVoice`. */
export function voiceScale(params: Params): VoiceScale {
  const [same, suggest] = [cosine(params?.['sameVoice']), cosine(params?.['suggestVoice'])];
  if (same === undefined) return { suggest: suggest ?? UNCALIBRATED.suggest };
  return { same, suggest: Math.min(same, suggest ?? same) };
}

function cosine(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= 1 ? value : undefined;
}
