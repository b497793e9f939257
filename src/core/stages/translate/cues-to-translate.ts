import { isOutdated } from '../../document/edits/is-outdated.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { sourceLines } from './source-lines.ts';
import { type SourceLine, UNTRANSLATED_FLAGS } from './types.ts';

/** Which cues of a document a translation is about. */
export interface CueWish {
  readonly language: string;
  /** Ids; all when left out. */
  readonly cues?: readonly string[] | undefined;
  /** Also those that are translated already. */
  readonly again: boolean;
}

export interface CuesToTranslate {
  /** Every cue of the document; those that are not asked for are known. */
  readonly lines: readonly SourceLine[];
  readonly asked: ReadonlySet<string>;
  /** How many of those wished are left alone, because they are locked or in a person's own words. */
  readonly kept: number;
}

const FLAGS: ReadonlySet<string> = UNTRANSLATED_FLAGS;

/**
 * What there is to do: cues without a translation, with one of a text that they no longer say, or that failed; with `again`
 * those that are translated too. The others are context.
 */
export function cuesToTranslate(document: Pick<VoxlaneDocument, 'cues' | 'speakers'>, wish: CueWish): CuesToTranslate {
  const only = wish.cues === undefined ? undefined : new Set(wish.cues);
  const asked = new Set<string>();
  let kept = 0;
  for (const cue of document.cues) {
    if (only !== undefined && !only.has(cue.id)) continue;
    const translation = cue.translations?.[wish.language];
    if (isOwn(translation)) kept++;
    else if (wish.again || isMissing(cue, translation)) asked.add(cue.id);
  }
  const lines = sourceLines(document).map((line, index): SourceLine => {
    if (asked.has(line.id)) return line;
    const translation = document.cues[index]?.translations?.[wish.language];
    return { ...line, known: translation?.by === undefined ? [] : translation.lines };
  });
  return { lines, asked, kept };
}

/** Whether models leave a translation alone. */
export function isOwn(translation: CueTranslation | undefined): boolean {
  return translation?.locked === true || translation?.by === 'user';
}

/** Cues without words (music, numbers) have the lines of the source and no flag once they were looked at. */
function isMissing(cue: Cue, translation: CueTranslation | undefined): boolean {
  if (translation === undefined || isOutdated(cue, translation)) return true;
  return translation.by === undefined && (translation.flags ?? []).some((flag) => FLAGS.has(flag));
}
