import { isOutdated } from '../document/edits/is-outdated.ts';
import { textOfCue } from '../document/edits/translation-operations.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';

/** What a file says in a language, for scoring. */
export interface TranslationSide {
  /** Shown lines in the target language; none for a cue that is not translated. */
  readonly cues: readonly Cue[];
  /** The cues in their own language, where the file holds both. */
  readonly source?: readonly Cue[];
  /** Cues that are not translated yet, and those whose text was changed since; known where the file holds both. */
  readonly untranslated?: number;
  readonly outOfDate?: number;
}

/**
 * What a document says in `language`: its translation to it, or its only translation when no language is named; its own
 * lines where it has none.
 */
export function translationSide(document: VoxlaneDocument, language: string | undefined): TranslationSide {
  const known = new Set([
    ...(document.translations ?? []).map((track) => track.language),
    ...document.cues.flatMap(({ translations = {} }) => Object.keys(translations)),
  ]);
  const [only] = known;
  const target = language ?? (known.size === 1 ? only : undefined);
  if (target === undefined || !known.has(target)) return { cues: document.cues };
  let untranslated = 0;
  let outOfDate = 0;
  const cues = document.cues.map((cue): Cue => {
    const own = Object.hasOwn(cue.translations ?? {}, target) ? cue.translations?.[target] : undefined;
    if (own?.by === undefined) {
      if (textOfCue(cue).trim() !== '') untranslated++;
      return { ...cue, lines: [] };
    }
    if (isOutdated(cue, own)) outOfDate++;
    return { ...cue, lines: own.lines, endMs: own.endMs ?? cue.endMs };
  });
  return { cues, source: document.cues, untranslated, outOfDate };
}
