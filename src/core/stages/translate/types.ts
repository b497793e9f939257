/** A cue as the translation reads it. Nothing here is ever changed by it. */
export interface SourceLine {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Shown name of who speaks. */
  readonly speaker?: string;
  /** Display lines, with the formatting tags of the file. */
  readonly lines: readonly string[];
  /** Every line is another speaker's, without a dash that says so. */
  readonly apart?: boolean;
  /** Not to be translated, only shown as context: its lines in the target language, none where there are none yet. */
  readonly known?: readonly string[];
}

/** What can be wrong with a translated line, so that a person looks at it. Those of `UNTRANSLATED_FLAGS` leave the source text. */
export const TRANSLATION_FLAGS = [
  /** No usable answer came, also when the line was asked for alone. */
  'not-translated',
  'refused',
  /** The source line is longer than any model is asked to read. */
  'source-too-long',
  /** The answers kept looking shifted, merged, or written by somebody other than a translator. */
  'misaligned',
  'wrong-language',
  /** More text than the reading speed of the profile allows in the time. */
  'too-long',
  /** Formatting inside the line could not be kept. */
  'tags-lost',
  /** A term of the glossary is not in the translation. */
  'term-missed',
  /** It says tu where the relation sheet has vous, or the other way round. */
  'address-mixed',
] as const;

export type TranslationFlag = (typeof TRANSLATION_FLAGS)[number];

/** The flags under which a line still holds its source text. */
export const UNTRANSLATED_FLAGS: ReadonlySet<TranslationFlag> = new Set([
  'not-translated',
  'refused',
  'source-too-long',
  'misaligned',
  'wrong-language',
]);

export interface TranslatedLine {
  readonly id: string;
  readonly lines: readonly string[];
  readonly flags: readonly TranslationFlag[];
  /** Id of the engine that wrote it; `memory` when an earlier translation was taken over, absent for source text. */
  readonly by?: string;
  /** Shown until then, which is later than the end of the cue; absent where the cue's own end holds. */
  readonly endMs?: number;
  /** Shown as these cues in place of its own, in a file of its own. */
  readonly parts?: readonly TranslatedPart[];
}

/** A part of a translation that is shown as a cue. */
interface TranslatedPart {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
}
