import type { Cue, Word } from '../timeline/types.ts';
import { stripMarkup } from './markup.ts';

/** Whether a cue still shows what was heard, spaces, tags and line breaks aside. One without lines does. */
export function saysItsWords(cue: Pick<Cue, 'lines'>, words: readonly Word[]): boolean {
  return cue.lines.length === 0 || squeezed(cue.lines.map(stripMarkup)) === squeezed(words.map(({ text }) => text));
}

function squeezed(texts: readonly string[]): string {
  return texts.join('').replace(/\s+/gu, '');
}
