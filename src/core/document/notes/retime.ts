/** What may be done with a translation that is too long for the time of its cue: see `TranslationTrack.retime`. */
export const RETIMES = ['extend', 'divide'] as const;
export type Retime = (typeof RETIMES)[number];
