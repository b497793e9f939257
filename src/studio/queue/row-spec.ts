import { type JobSpec, jobSpecSchema } from '../../core/queue/job-spec.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError } from '../../shared/app-error.ts';

/** The order of a job as it was given. Throws `format-invalid` for one that this version cannot read. */
export function specOf(row: JobRow): JobSpec {
  const spec = readSpec(row);
  if (spec !== undefined) return spec;
  throw new AppError('format-invalid', {
    what: `The order of job ${row.id} cannot be read: it is damaged or of another version of Voxlane.`,
    meaning: 'The job cannot be run.',
    action: `Remove it with \`voxlane queue remove ${row.id}\` and add the recording again.`,
  });
}

/** The same, `undefined` for one that cannot be read. */
export function readSpec(row: JobRow): JobSpec | undefined {
  return jobSpecSchema.safeParse(JSON.parse(row.spec)).data;
}
