import { WORD_FLAGS } from '../stages/translate/word-faults.ts';
import type { CueTranslation } from '../timeline/cue-notes.ts';

/** Whether a line still holds the text of the source for want of a good answer. */
export function isSourceText({ by, flags = [] }: CueTranslation): boolean {
  return by === undefined && flags.length > 0;
}

/**
 * What a line is marked with, so far as that still stands: whether it keeps to the glossary and the relation sheet is told
 * anew by `wordFindings`, whatever a run said of it.
 */
export function standingFlags(translation: CueTranslation): readonly string[] {
  const { flags = [] } = translation;
  return isSourceText(translation) ? flags : flags.filter((flag) => !WORD_FLAGS.has(flag));
}
