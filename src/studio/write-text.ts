import { writeFileAtomic } from '../platform/text/atomic-write.ts';

/** Writes a text as UTF-8, the whole file or nothing. Throws `AppError` `disk-full` or `output-failed`. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text);
}
