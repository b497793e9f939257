import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError } from '../../shared/app-error.ts';
import { startEngine } from '../start-engine.ts';
import { transcribeOne } from '../transcribe-one.ts';
import type { Library } from './library.ts';
import { phaseOf } from './phases.ts';
import { requestOf } from './run-job.ts';

/**
 * Writes what is there of a job that is not done as `NAME.partial.*`, in the formats of the job or those named; runs no
 * model. Returns the files. Throws `nothing-yet` when there is nothing, and what writing throws.
 */
export async function writePartial(
  library: Library,
  row: JobRow,
  formats: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (phaseOf(row) === 'fetch') throw notFetched(row);
  const { input, output, index } = await requestOf(library, row, true, signal);
  const stems = output.stems.map((stem) => `${stem}.partial`);
  const plan = { ...output, stems, formats: formats ?? output.formats };
  const engine = startEngine();
  try {
    const request = { input: { ...input, partial: true as const }, output: plan, index, maxRestarts: 0 };
    const result = await transcribeOne(engine, request, signal, () => undefined);
    if (result.kind === 'failed') throw result.error;
    return result.files.map((file) => file.path);
  } finally {
    await engine.shutdown();
  }
}

function notFetched(row: JobRow): AppError {
  return new AppError('nothing-yet', {
    what: `The recording of job ${row.id} is not on this computer yet.`,
    meaning: 'There is nothing to write.',
    action: 'Wait until it was downloaded and speech was found in it.',
  });
}
