import type { JobView } from '../../../../contract/job-view.ts';
import type { LiveJob } from '../../../state/job-progress.ts';
import { useLiveJob } from '../../../state/job-progress.ts';
import { useJob } from '../../../state/queue.ts';
import { fractionOf } from '../../home/job-fraction.ts';

/** How far a job is whose document is shown. */
export interface UnfinishedJob {
  /** Absent when the queue does not show it. */
  readonly job: JobView | undefined;
  readonly live: LiveJob | undefined;
  /** 0..1 */
  readonly fraction: number;
  /** Milliseconds, as far as it is known. */
  readonly etaMs: number | undefined;
}

export function useUnfinishedJob(id: number): UnfinishedJob {
  const job = useJob(id);
  const live = useLiveJob(id);
  const runs = job?.state === 'running';
  return {
    job,
    live,
    fraction: job === undefined ? 0 : fractionOf(job, live),
    etaMs: runs ? (live?.etaMs ?? job.eta) : undefined,
  };
}
