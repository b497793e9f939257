import type { Texts } from '../texts.ts';

export const editor: Texts<'editor'> = {};
