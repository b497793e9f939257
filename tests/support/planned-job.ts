import type { PlannedJob } from '../../src/contract/queue-calls.ts';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';

/** A job as planning gives it, for a recording with the bundled models. */
export function plannedJob(path: string, folder = '/out', stem = 'talk'): PlannedJob {
  return {
    path,
    spec: {
      modelFolders: [],
      preset: 'demo',
      options: transcribeOptionsSchema.parse({}),
      formats: ['srt'],
      folder,
      stem,
    },
  };
}
