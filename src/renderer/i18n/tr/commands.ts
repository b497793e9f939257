import type { Texts } from '../texts.ts';

export const commands: Partial<Texts<'commands'>> = {};
