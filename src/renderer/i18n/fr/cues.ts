import type { Texts } from '../texts.ts';

export const cues: Partial<Texts<'cues'>> = {};
