import type { ClassSchema } from '../../document/notes/class-schema.ts';
import type { EditOperation } from '../../document/edits/operations.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import type { ClassifiedLine, ClassLine } from './types.ts';

/** Which cues are asked for. */
export interface ClassWish {
  /** Only these cues; all when left out. */
  readonly cues?: ReadonlySet<string> | undefined;
  /** Also those that a model classified before. What a person decided stays. */
  readonly again: boolean;
}

/** The cues of a document as the classification reads them. */
export function classLines(
  { cues, speakers }: Pick<VoxlaneDocument, 'cues' | 'speakers'>,
  schema: string,
  { cues: wanted, again }: ClassWish,
): ClassLine[] {
  const names = new Map(speakers.map(({ id, name }) => [id, name]));
  return cues.map(({ id, startMs, endMs, lines, speaker, classes }) => {
    const name = speaker === undefined ? undefined : names.get(speaker);
    const before = classes?.[schema];
    const open = before === undefined || (again && before.by !== 'user');
    const asked = open && (wanted === undefined || wanted.has(id));
    return { id, startMs, endMs, lines, asked, ...(name === undefined ? {} : { speaker: name }) };
  });
}

/** The characters that cues have already, by the shown name of who plays them, those that people gave first. */
export function knownCast(
  { cues, speakers }: Pick<VoxlaneDocument, 'cues' | 'speakers'>,
  schema: string,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map(speakers.map(({ id, name }) => [id, name]));
  const found = new Map<string, Set<string>>();
  for (const byUser of [true, false]) {
    for (const { speaker, classes } of cues) {
      const given = classes?.[schema];
      const name = speaker === undefined ? undefined : names.get(speaker);
      if (name === undefined || given?.character === undefined || (given.by === 'user') !== byUser) continue;
      found.set(name, (found.get(name) ?? new Set()).add(given.character));
    }
  }
  return new Map([...found].map(([name, characters]) => [name, [...characters]]));
}

/** The edits that put classes into a document: the schema where it has another one or none, and the classes. */
export function classOperations(
  { classSchemas = [] }: Pick<VoxlaneDocument, 'classSchemas'>,
  schema: ClassSchema,
  lines: readonly ClassifiedLine[],
): EditOperation[] {
  const known = classSchemas.find(({ id }) => id === schema.id);
  const same = JSON.stringify(known) === JSON.stringify(schema);
  const cues = lines.flatMap(({ id, class: given }) => (given === undefined ? [] : [{ cue: id, ...given }]));
  return [
    ...(same ? [] : [{ kind: 'set-class-schema' as const, schema }]),
    ...(cues.length === 0 ? [] : [{ kind: 'put-classes' as const, schema: schema.id, cues }]),
  ];
}
