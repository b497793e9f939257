import type { ClassSchema } from '../../../../core/document/notes/class-schema.ts';

const LONGEST_ID = 60;

/** An id for a name: small Latin letters, digits and hyphens, none of `taken`. */
export function idOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ı/gu, 'i')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, LONGEST_ID)
    .replace(/-+$/u, '');
  const base = plain === '' ? 'label' : plain;
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

/** A schema from what a person typed: one label a line. Undefined with fewer than two different labels. */
export function schemaFrom(
  {
    name,
    question,
    labels,
    characters,
  }: {
    readonly name: string;
    readonly question: string;
    readonly labels: string;
    readonly characters: boolean;
  },
  known: readonly ClassSchema[],
): ClassSchema | undefined {
  const names = [...new Set(labels.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  if (name.trim() === '' || names.length < 2 || names.length > 100) return undefined;
  const taken = new Set<string>();
  const made = names.map((label) => {
    const id = idOf(label, taken);
    taken.add(id);
    return { id, name: label.slice(0, 120), meaning: label.slice(0, 1000) };
  });
  return {
    id: idOf(name, new Set(known.map(({ id }) => id))),
    name: name.trim(),
    question: question.trim(),
    labels: made,
    characters,
    evidence: false,
  };
}
