import { z } from 'zod';
import { transcribeOptionsSchema } from '../../core/pipeline/options.ts';

/** Everything a queued job needs to run later in another process: as given when it was added, paths absolute. */
export const jobSpecSchema = z.object({
  modelFolders: z.array(z.string()),
  preset: z.enum(['auto', 'demo']),
  asr: z.string().optional(),
  options: transcribeOptionsSchema,
  artifactsFolder: z.string().optional(),
  formats: z.array(z.string()).min(1),
  /** Folder and file name without its ending of the results. */
  folder: z.string(),
  stem: z.string(),
});

export type JobSpec = z.infer<typeof jobSpecSchema>;
