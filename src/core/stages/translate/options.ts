import type { RuleProfile } from '../../cues/profiles.ts';
import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import type { RelationSheet } from '../../document/notes/relation-sheet.ts';

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
}
