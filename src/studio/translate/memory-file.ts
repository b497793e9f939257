import { z } from 'zod';
import {
  type MemoryEntry,
  memoryOf,
  MEMORY_RANKS,
  type TranslationMemory,
} from '../../core/stages/translate/memory.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError } from '../../shared/app-error.ts';

const LONGEST = 4000;
const rowSchema = z.object({
  source: z.string().max(20),
  target: z.string().max(20),
  text: z.string().min(1).max(LONGEST),
  translation: z.string().min(1).max(LONGEST),
  speaker: z.string().max(200).optional(),
  /** A row that somebody wrote by hand need not say so. */
  rank: z.enum(MEMORY_RANKS).default('person'),
});

export interface MemoryFile {
  readonly memory: TranslationMemory;
  /** Adds what the file does not say yet; the file is whole afterwards, or as before. Throws what `writeFileAtomic` throws. */
  add(entries: readonly MemoryEntry[]): Promise<void>;
}

/**
 * A translation memory as a file: one JSON object a line, of any pair of languages. A file that is not there is an empty
 * one. Throws `format-invalid` that names the line, and what reading throws.
 */
export async function openMemoryFile(path: string, source: string, target: string): Promise<MemoryFile> {
  const text = await readTextFile(path).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'input-not-found') return { text: '' };
    throw error;
  });
  const kept = text.text.replace(/^\uFEFF/u, '').replace(/\s*$/u, '');
  const rows = kept.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [readRow(line, index, path)]));
  const entries: MemoryEntry[] = rows.filter((row) => row.source === source && row.target === target);
  const known = new Set(entries.map(nameOf));
  return {
    memory: memoryOf(entries),
    async add(more) {
      const fresh = more.filter((entry) => {
        const name = nameOf(entry);
        if (known.has(name)) return false;
        known.add(name);
        return true;
      });
      if (fresh.length === 0) return;
      const added = fresh.map((entry) => JSON.stringify({ source, target, ...entry }));
      await writeFileAtomic(path, `${[...(kept === '' ? [] : [kept]), ...added].join('\n')}\n`);
    },
  };
}

/** One translation of a line by one speaker: what is there already holds. */
function nameOf({ text, speaker }: MemoryEntry): string {
  return JSON.stringify([text, speaker]);
}

function readRow(line: string, index: number, path: string): z.infer<typeof rowSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw badRow(path, index, 'it is not JSON', cause);
  }
  const { data, error } = rowSchema.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw badRow(path, index, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function badRow(path: string, index: number, why: string, cause?: unknown): AppError {
  return new AppError(
    'format-invalid',
    {
      what: `Line ${index + 1} of the translation memory ${path} cannot be read: ${why}.`,
      meaning: 'Nothing was translated, and the file is as it was.',
      action: 'Mend or delete the line: each is {"source": "tr", "target": "fr", "text": "...", "translation": "..."}.',
    },
    cause === undefined ? {} : { cause },
  );
}
