import { z } from 'zod';

/** A term and how it is said in the target language. */
export const glossaryTermSchema = z.strictObject({
  source: z.string().trim().min(1).max(200),
  target: z.string().trim().min(1).max(200),
  /** For the model, e.g. `ship's name, never translated`. */
  note: z.string().trim().max(500).optional(),
});

export type GlossaryTerm = z.infer<typeof glossaryTermSchema>;
