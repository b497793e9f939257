import { type TranslatedLine, UNTRANSLATED_FLAGS } from './types.ts';

/** Whether a line still holds its source text though it should not. */
export function isUntranslated(line: TranslatedLine): boolean {
  return line.flags.some((flag) => UNTRANSLATED_FLAGS.has(flag));
}
