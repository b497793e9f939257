import type { JobView } from '../../../contract/job-view.ts';
import { jobTitle } from './names.ts';

export const JOB_FILTERS = ['all', 'running', 'waiting', 'done', 'failed'] as const;
export type JobFilter = (typeof JOB_FILTERS)[number];

export function filterOf({ state }: Pick<JobView, 'state'>): Exclude<JobFilter, 'all'> {
  if (state === 'running' || state === 'done') return state;
  return state === 'queued' || state === 'paused' ? 'waiting' : 'failed';
}

/** The jobs that a filter and a search leave. */
export function filterJobs(jobs: readonly JobView[], filter: JobFilter, search: string): readonly JobView[] {
  const wanted = fold(search);
  return jobs.filter(
    (job) =>
      (filter === 'all' || filterOf(job) === filter) &&
      (wanted === '' || fold(`${jobTitle(job)} ${job.path}`).includes(wanted)),
  );
}

/** Text without case and marks, for comparing: `Édith` is found by `edith`, `İzmir` by `izmir`. */
export function fold(text: string): string {
  return text
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i');
}
