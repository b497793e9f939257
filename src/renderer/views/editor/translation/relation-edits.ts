import type { RelationSheet } from '../../../../core/document/notes/relation-sheet.ts';

export type Person = RelationSheet['people'][number];
export type Address = RelationSheet['relations'][number]['address'];

export const NOBODY: RelationSheet = { people: [], relations: [] };

/** Whether two names are one person's. */
export function isSameName(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase('und') === b.trim().toLocaleLowerCase('und');
}

/** Adds people whose names are not there yet. */
export function withPeople(sheet: RelationSheet, names: readonly string[]): RelationSheet {
  const people = [...sheet.people];
  for (const name of names.map((each) => each.trim())) {
    if (name !== '' && !people.some((person) => isSameName(person.name, name)))
      people.push({ name, gender: 'unknown' });
  }
  return { ...sheet, people };
}

/** The sheet with a person as it is now; a new name goes into what is said of them and others, too. */
export function withPerson(sheet: RelationSheet, name: string, person: Person): RelationSheet {
  const renamed = (each: string): string => (each === name ? person.name : each);
  return {
    people: sheet.people.map((old) => (old.name === name ? person : old)),
    relations: sheet.relations.map((relation) => ({
      ...relation,
      from: renamed(relation.from),
      to: renamed(relation.to),
    })),
  };
}

/** The sheet without a person and what was said of them and others. */
export function withoutPerson(sheet: RelationSheet, name: string): RelationSheet {
  return {
    people: sheet.people.filter((person) => person.name !== name),
    relations: sheet.relations.filter(({ from, to }) => from !== name && to !== name),
  };
}

/** How one person addresses another from now on; no address takes the entry away. */
export function withRelation(
  sheet: RelationSheet,
  { from, to }: { readonly from: string; readonly to: string },
  address: Address | undefined,
  kinship = '',
): RelationSheet {
  const others = sheet.relations.filter((each) => each.from !== from || each.to !== to);
  if (address === undefined) return { ...sheet, relations: others };
  const said = kinship.trim();
  const relation = { from, to, address, ...(said === '' ? {} : { kinship: said }) };
  const at = sheet.relations.findIndex((each) => each.from === from && each.to === to);
  const place = at < 0 ? others.length : at;
  return { ...sheet, relations: [...others.slice(0, place), relation, ...others.slice(place)] };
}
