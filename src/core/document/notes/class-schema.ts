import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'not an id: small letters, digits and hyphens');
const text = (max: number) => z.string().trim().min(1).max(max);

/** One class of a schema. `meaning` is for the model and for people. */
const labelSchema = z.strictObject({ id, name: text(120), meaning: text(1000) });

/** What cues are sorted by, as data: in or out of character, topics, labels of a study. */
export const classSchemaSchema = z.strictObject({
  id,
  name: text(120),
  /** What the model is asked to decide, in a sentence or two. */
  question: text(2000),
  labels: z.array(labelSchema).min(2).max(100),
  /** Ask also which character speaks. A player may have several. */
  characters: z.boolean().default(false),
  /** Ask for words of the cue that show it. */
  evidence: z.boolean().default(false),
  /** The label where nothing fits or no answer came; that of no cue when left out. */
  otherwise: id.optional(),
});

export type ClassSchema = Readonly<z.infer<typeof classSchemaSchema>>;

/** Zod schema of `CueClass`. */
export const cueClassSchema = z.looseObject({
  label: z.string(),
  character: z.string().optional(),
  confidence: z.number().min(0).max(1).optional(),
  evidence: z.string().optional(),
  by: z.string(),
});
