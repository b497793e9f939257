import { z } from 'zod';

const name = z.string().trim().min(1).max(120);

/** A person of the recording, as a translator needs to know them. */
const personSchema = z.strictObject({
  name,
  gender: z.enum(['female', 'male', 'unknown']).default('unknown'),
  note: z.string().trim().max(300).optional(),
});

/** How one person addresses another: directed, since a child may say tu and be told vous. */
const relationSchema = z.strictObject({
  from: name,
  to: name,
  address: z.enum(['informal', 'formal']),
  /** Kinship or rank, e.g. `sister`. */
  kinship: z.string().trim().max(120).optional(),
});

/** Who is who and who says tu or vous to whom; filled by a first reading and corrected by people. */
export const relationSheetSchema = z.strictObject({
  people: z.array(personSchema).max(200).default([]),
  relations: z.array(relationSchema).max(2000).default([]),
});

export type RelationSheet = z.infer<typeof relationSheetSchema>;
