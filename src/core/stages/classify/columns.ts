import type { ClassSchema } from '../../document/notes/class-schema.ts';

/** Parts of an answer for one line, in order. */
export type Column = 'start' | 'label' | 'confidence' | 'character' | 'evidence';

/**
 * What each answer holds. An answer is one text with a sign between its parts, so that its schema is flat: that is all
 * that every server, and a model nothing holds to a schema, can be asked for.
 */
export function columnsOf({ characters, evidence }: Pick<ClassSchema, 'characters' | 'evidence'>): readonly Column[] {
  return [
    'start',
    'label',
    'confidence',
    ...(characters ? (['character'] as const) : []),
    ...(evidence ? (['evidence'] as const) : []),
  ];
}

export const COLUMN_MARK = '|';

/** Reads an answer; columns that are not there are empty. What stands behind the last column is part of it. */
export function readColumns(value: string, columns: readonly Column[]): Readonly<Record<Column, string>> {
  const cells = value.split(COLUMN_MARK).map((cell) => cell.replace(/[\s\p{C}]+/gu, ' ').trim());
  const read: Record<Column, string> = { start: '', label: '', confidence: '', character: '', evidence: '' };
  for (const [at, column] of columns.entries()) read[column] = cells[at] ?? '';
  return read;
}
