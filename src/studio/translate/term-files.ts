import type { GlossaryTerm } from '../../core/document/notes/glossary-term.ts';
import { type RelationSheet, relationSheetSchema } from '../../core/document/notes/relation-sheet.ts';
import { readGlossary } from '../../core/stages/translate/read-glossary.ts';
import { NO_RELATIONS } from '../../core/stages/translate/relation-sheet.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError } from '../../shared/app-error.ts';

/** The terms of a file; see `readGlossary`. Throws what reading it throws besides. */
export async function readGlossaryFile(path: string): Promise<GlossaryTerm[]> {
  return readGlossary((await readTextFile(path)).text);
}

/** The sheet of a file. One that is not there yet is one that the first reading will write. Throws `format-invalid`. */
export async function readSheetFile(path: string): Promise<RelationSheet> {
  const text = await readTextFile(path).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'input-not-found') return undefined;
    throw error;
  });
  if (text === undefined) return NO_RELATIONS;
  let value: unknown;
  try {
    value = JSON.parse(text.text);
  } catch (cause) {
    throw badSheet(path, 'it is not JSON', cause);
  }
  const { data, error } = relationSheetSchema.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw badSheet(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Writes a sheet as `readSheetFile` reads it. Throws `output-failed` or `disk-full`. */
export async function writeSheetFile(path: string, sheet: RelationSheet): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(sheet, undefined, 2)}\n`);
}

function badSheet(path: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'format-invalid',
    {
      what: `The relation sheet ${path} cannot be read: ${why}.`,
      meaning: 'Nothing was translated.',
      action: 'Mend the file, or delete it and let the first reading write a new one.',
    },
    cause === undefined ? {} : { cause },
  );
}
