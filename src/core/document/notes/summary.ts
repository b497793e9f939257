import { z } from 'zod';
import { languageCodeSchema } from './language-code.ts';

const ms = z.int().nonnegative();

/** What happens in a recording, in one language. */
export const summarySchema = z.looseObject({
  language: languageCodeSchema,
  text: z.string().max(100_000),
  /** Moments worth going to, by start. */
  highlights: z.array(z.looseObject({ startMs: ms, endMs: ms, text: z.string().max(2000) })).max(1000),
  /** Engine that wrote it, or `user` for a person. */
  by: z.string().max(300),
  /** A short name of the text it was made from, which another text does not have; absent where that is not known. */
  of: z.string().max(64).optional(),
});

export type Summary = Readonly<z.infer<typeof summarySchema>>;
