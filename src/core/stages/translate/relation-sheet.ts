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

export const NO_RELATIONS: RelationSheet = { people: [], relations: [] };

/** The part of the sheet that concerns people who talk, or are talked about, in a batch. */
export function relationsFor(sheet: RelationSheet, names: ReadonlySet<string>): RelationSheet {
  return {
    people: sheet.people.filter((person) => names.has(person.name)),
    relations: sheet.relations.filter((relation) => names.has(relation.from) && names.has(relation.to)),
  };
}

/** Joins sheets: what comes first wins, since it is what people wrote or what was read earlier. */
export function mergeSheets(first: RelationSheet, second: RelationSheet): RelationSheet {
  const known = new Set(first.people.map((person) => person.name));
  const pairs = new Set(first.relations.map((relation) => pairOf(relation.from, relation.to)));
  return {
    people: [...first.people, ...second.people.filter((person) => !known.has(person.name))],
    relations: [
      ...first.relations,
      ...second.relations.filter((relation) => !pairs.has(pairOf(relation.from, relation.to))),
    ],
  };
}

function pairOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
