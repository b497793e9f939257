import type { Host } from '../client/host.ts';
import { addInputs, newJobs, showNewJobs } from './new-jobs.ts';
import { bringFiles } from './uploads.ts';

/**
 * Brings files to the studio's machine for new jobs. The sheet is there meanwhile, so that options can be chosen; files
 * go into it also when it was put aside, and nowhere once it was closed. Throws what ended an upload.
 */
export async function bringRecordings(host: Host, files: readonly File[]): Promise<void> {
  const sheet = showNewJobs();
  const { paths, error } = await bringFiles(host, files);
  if (newJobs.getState().sheet === sheet && paths.length > 0) addInputs(host.api, paths);
  if (error !== undefined) throw error;
}
