import type { AsrJobs } from './asr-jobs.ts';
import type { JobPolicies } from './contract.ts';

/**
 * How each job of a recogniser's process stops. A model that is being loaded cannot be interrupted. The grace of the others
 * leaves the job's own process, which is asked to stop at the same moment, the time to see the recogniser end.
 */
export const asrPolicies: JobPolicies<AsrJobs> = {
  open: { cancel: 'terminate' },
  transcribe: { cancel: 'cooperative', cancelGraceMs: 400 },
  openAligner: { cancel: 'terminate' },
  align: { cancel: 'cooperative', cancelGraceMs: 400 },
  memory: { cancel: 'terminate' },
};
