import type { JobProgressEvent, JobOutcome } from '../../contract/job-events.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import type { Engine } from '../start-engine.ts';
import { describeEvent } from '../describe-event.ts';
import { isEngineDeath, transcribeOne } from '../transcribe-one.ts';
import { specOf } from './commands.ts';
import { failJob, finishJob } from './finish-job.ts';
import { type Library, workFolderOf } from './library.ts';
import { sourceOf } from './phases.ts';
import { FETCH_SHARE, recordProgress } from './record-progress.ts';

/** Deaths of the engine at one place of a recording after which the job is given up. */
const MAX_CRASHES = 3;

/** Transcribes the recording of a job and records how it ended. Rejects with `cancelled` and with `disk-full`. */
export async function transcribeJob(
  library: Library,
  engine: Engine,
  row: JobRow,
  _threads: number,
  signal: AbortSignal,
  on: (event: JobProgressEvent) => void,
): Promise<JobOutcome> {
  const { formats, folder, stem, asr, artifactsFolder, ...rest } = specOf(row);
  const request = {
    input: {
      ...rest,
      ...(asr === undefined ? {} : { asr }),
      ...(artifactsFolder === undefined ? {} : { artifactsFolder }),
      path: row.path,
      jobsFolder: workFolderOf(library, row.id),
    },
    output: { formats, folders: [folder], stems: [stem] },
    index: 0,
    maxRestarts: MAX_CRASHES - 1,
  };
  const record = recordProgress(library, row.id, sourceOf(row) === undefined ? 0 : FETCH_SHARE);
  const tell = (event: JobProgressEvent): void => {
    record(event);
    on(event);
  };
  const result = await transcribeOne(engine, request, signal, (event) => {
    const told = describeEvent(event);
    if (told !== undefined) tell(told);
  });
  if (result.kind === 'done') return finishJob(library, row, result);
  return failJob(library, row, isEngineDeath(result.error) ? crashedTooOften(result.error) : result.error);
}

function crashedTooOften(cause: AppError): AppError {
  return new AppError(
    'engine-crashed',
    {
      what: `The engine crashed ${MAX_CRASHES} times over this recording. ${cause.parts.what}`,
      meaning: 'The job was given up; the other jobs go on.',
      action: 'Try another model with --asr, then `voxlane queue retry`.',
    },
    { cause: toAppError(cause), ...(cause.details === undefined ? {} : { details: cause.details }) },
  );
}
