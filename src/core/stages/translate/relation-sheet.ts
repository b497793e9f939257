import type { RelationSheet } from '../../document/notes/relation-sheet.ts';

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
