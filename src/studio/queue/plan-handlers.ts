import type { FreeHandlers } from '../handlers.ts';
import { planJobs } from './plan-jobs.ts';

/** Planning needs no library: another process may own it meanwhile. */
export const planHandlers: Pick<FreeHandlers, 'queue.plan'> = {
  'queue.plan': (request, { signal }) => planJobs(request, signal),
};
