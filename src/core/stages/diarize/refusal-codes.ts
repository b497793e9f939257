/** Why what was asked about voices was not carried out. Stable. */
export const VOICE_REFUSAL_CODES = ['speaker-not-divisible', 'stretch-silent', 'links-contradict'] as const;

export type VoiceRefusalCode = (typeof VOICE_REFUSAL_CODES)[number];
