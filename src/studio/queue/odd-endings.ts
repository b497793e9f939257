import type { JobOutcome } from '../../contract/job-events.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Library } from './library.ts';

/** Ends a job whose order cannot be read, so that it keeps no other from running. */
export function refuseUnreadable(library: Library, row: JobRow): JobOutcome {
  const error = new AppError('format-invalid', {
    what: `The order of job ${row.id} cannot be read: it is damaged or of another version of Voxlane.`,
    meaning: 'The job was not run; the others go on.',
    action: `Remove it with \`voxlane queue remove ${row.id}\` and add the recording again.`,
  }).toData();
  library.store.commit(() => library.jobs.refuse(row.id, error.code, JSON.stringify(error)));
  return { kind: 'failed', path: row.path, error };
}

/** What a run that ends says of a job which its user holds back. */
export function pausedOutcome(row: JobRow): JobOutcome {
  const error = new AppError('cancelled', {
    what: `Job ${row.id} is paused.`,
    meaning: 'It was not finished; what was done of it is kept.',
    action: `Run \`voxlane queue resume ${row.id}\` and the queue again.`,
  });
  return { kind: 'failed', path: row.path, error: error.toData() };
}
