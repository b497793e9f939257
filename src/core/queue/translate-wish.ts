import { z } from 'zod';
import { glossaryTermSchema } from '../document/notes/glossary-term.ts';
import { languageCodeSchema } from '../document/notes/language-code.ts';
import { relationSheetSchema } from '../document/notes/relation-sheet.ts';
import { RETIMES } from '../document/notes/retime.ts';
import { llmChoiceSchema } from '../llm/llm-choice.ts';

/** How a job is to be translated once it is transcribed. */
export const translateWishSchema = z.object({
  languages: z
    .array(languageCodeSchema)
    .min(1)
    .max(20)
    .refine((codes) => new Set(codes).size === codes.length, 'a language is there twice'),
  /** In order of preference; those of the settings, as they are when the job runs, when left out. */
  models: z.array(llmChoiceSchema).min(1).max(20).optional(),
  style: z.string().trim().min(1).max(500).optional(),
  glossary: z.array(glossaryTermSchema).max(5000).optional(),
  relations: relationSheetSchema.optional(),
  natural: z.boolean().default(false),
  /** Absent: where there is no relation sheet. */
  readFirst: z.boolean().optional(),
  /** What may be done with lines that are too long; kept with the language. */
  retime: z.enum(RETIMES).optional(),
});

export type JobTranslateWish = z.infer<typeof translateWishSchema>;
