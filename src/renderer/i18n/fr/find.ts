import type { Texts } from '../texts.ts';

export const find: Partial<Texts<'find'>> = {};
