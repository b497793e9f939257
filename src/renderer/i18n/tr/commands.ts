import type { Texts } from '../texts.ts';

export const commands: Texts<'commands'> = {};
