import type { Texts } from '../texts.ts';

export const history: Partial<Texts<'history'>> = {};
