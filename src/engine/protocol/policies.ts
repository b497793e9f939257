import type { JobPolicies } from './contract.ts';
import type { EngineJobs } from './jobs.ts';

/** How each engine job stops. All watch their signal between model runs; a run that lasts longer is ended by a kill. */
export const enginePolicies: JobPolicies<EngineJobs> = {
  transcribe: { cancel: 'cooperative', cancelGraceMs: 800 },
  redecode: { cancel: 'cooperative', cancelGraceMs: 800 },
  probe: { cancel: 'cooperative' },
  models: { cancel: 'terminate' },
  measure: { cancel: 'terminate' },
  facts: { cancel: 'terminate' },
  engines: { cancel: 'terminate' },
  doctor: { cancel: 'cooperative' },
};
