import type { Cue } from '../timeline/types.ts';

/** A cue as it shows in another language, times of that language included; undefined where that has no text of it. */
export function cueIn(cue: Cue, language: string): Cue | undefined {
  const translation = cue.translations?.[language];
  return translation && { ...cue, lines: translation.lines, endMs: translation.endMs ?? cue.endMs };
}

/**
 * Whether a cue has text and no translation of its own: none, or still the source for want of a good answer. Music and
 * numbers stay as they are and are done.
 */
export function isUntranslated(cue: Cue, language: string): boolean {
  if (cue.lines.length === 0) return false;
  const translation = cue.translations?.[language];
  return translation === undefined || (translation.by === undefined && (translation.flags?.length ?? 0) > 0);
}
