import type { RuleProfile } from '../../cues/profiles.ts';
import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import type { RelationSheet } from '../../document/notes/relation-sheet.ts';
import type { Retime } from '../../document/notes/retime.ts';

export interface TranslateOptions {
  /** ISO 639-1 code of the lines, when known. */
  readonly source?: string | undefined;
  /** ISO 639-1 code. */
  readonly target: string;
  /** Reading speed and line lengths that the translation keeps to. */
  readonly profile: RuleProfile;
  readonly glossary: readonly GlossaryTerm[];
  readonly relations: RelationSheet;
  /** What the user says about the style, e.g. `a period drama`. */
  readonly style?: string | undefined;
  /** Every line is worded a second time, for naturalness. */
  readonly natural: boolean;
  /**
   * What may be done where a line is still too long when it has been shortened. `extend`: it is shown into the pause after its
   * cue; `divide`: as two cues as well. Every cue keeps its times when left out.
   */
  readonly retime?: Retime | undefined;
  /** How long the recording is, so that no line is shown for longer than it; milliseconds, 0 where that is not known. */
  readonly mediaMs?: number | undefined;
}
