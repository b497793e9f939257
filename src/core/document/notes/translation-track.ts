import { z } from 'zod';
import { glossaryTermSchema } from './glossary-term.ts';
import { languageCodeSchema } from './language-code.ts';
import { relationSheetSchema } from './relation-sheet.ts';
import { RETIMES } from './retime.ts';

/** Most terms of one language; far more than a series has. */
const MOST_TERMS = 5000;

/**
 * A language that a document is translated to. What the cues say in it stands in `Cue.translations`; a track may be there
 * before any cue is translated.
 */
export const translationTrackSchema = z.looseObject({
  language: languageCodeSchema,
  /** What the user says about the style, e.g. `a period drama`. */
  style: z.string().max(500).optional(),
  glossary: z.array(glossaryTermSchema).max(MOST_TERMS).optional(),
  /** Who says tu or vous to whom. */
  relations: relationSheetSchema.optional(),
  /**
   * What may be done where a line is too long for the time of its cue. `extend`: it is shown into the pause after its cue;
   * `divide`: a file in this language also has it as two cues. Every line keeps the times of its cue when left out.
   */
  retime: z.enum(RETIMES).optional(),
});

export type TranslationTrack = Readonly<z.infer<typeof translationTrackSchema>>;

/** Zod schema of `CueTranslation`. */
export const cueTranslationSchema = z.looseObject({
  lines: z.array(z.string()),
  of: z.string(),
  by: z.string().optional(),
  flags: z.array(z.string()).optional(),
  locked: z.boolean().optional(),
  alternatives: z.array(z.array(z.string())).optional(),
  endMs: z.int().optional(),
});
