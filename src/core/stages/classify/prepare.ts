import { stripMarkup } from '../../document/markup.ts';
import { promptKeys } from '../../llm/prompt-keys.ts';
import { comparable } from '../../llm/similarity.ts';
import type { ClassLine } from './types.ts';

/** A cue on its way to a model. */
export interface PreparedClassLine extends ClassLine {
  readonly index: number;
  /** Names it in prompts and answers. */
  readonly key: string;
  /** Running text without tags and column marks; only its beginning where the cue is very long. */
  readonly text: string;
  /** Only the beginning is read. */
  readonly long: boolean;
  /** False where nothing is said (music, an empty cue). */
  readonly speaks: boolean;
}

/** More than a minute of speech: what it is about shows by then, and a broken file must not be paid for. */
const LONGEST_TEXT = 2000;

/** Makes cues ready: keys, and texts in which the sign between columns of an answer does not occur. */
export function prepareClassLines(lines: readonly ClassLine[]): PreparedClassLine[] {
  const keys = promptKeys(lines.map((line) => line.id));
  return lines.map((line, index) => {
    const said = stripMarkup(line.lines.join(' ')).replaceAll('|', '/').replace(/\s+/gu, ' ').trim();
    const long = said.length > LONGEST_TEXT;
    const text = long ? said.slice(0, LONGEST_TEXT) : said;
    return { ...line, index, key: keys[index] ?? line.id, text, long, speaks: comparable(text) !== '' };
  });
}
