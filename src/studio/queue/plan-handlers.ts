import type { FreeHandlers } from '../handlers.ts';
import { modelFolders } from '../folders.ts';
import { planJobs } from './plan-jobs.ts';

/** Planning needs no library: another process may own it meanwhile. */
export const planHandlers: Pick<FreeHandlers, 'queue.plan'> = {
  // A page does not know where models are on the machine that runs them.
  'queue.plan': ({ wish, ...request }, { signal, home }) => {
    const folders = new Set([...wish.modelFolders, ...modelFolders(undefined)]);
    return planJobs({ ...request, wish: { ...wish, modelFolders: [...folders] } }, signal, home);
  },
};
