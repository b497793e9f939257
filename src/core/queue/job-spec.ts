import { z } from 'zod';
import { FORMAT_IDS } from '../formats/codec.ts';
import { transcribeOptionsSchema } from '../pipeline/options.ts';
import { remoteAsrSchema } from '../remote-asr/remote-asr.ts';
import { translateWishSchema } from './translate-wish.ts';

/** Name of a format that can be written. */
export const formatIdSchema = z
  .string()
  .refine((id) => (FORMAT_IDS as readonly string[]).includes(id), 'no such format');

/** How a recording is to be transcribed, and in which formats its results are wanted. */
export const jobWishSchema = z.object({
  modelFolders: z.array(z.string()),
  preset: z.enum(['auto', 'demo']),
  asr: z.string().optional(),
  /** A speech server that recognises; its key is looked up when the job runs. */
  remote: remoteAsrSchema.optional(),
  options: transcribeOptionsSchema,
  artifactsFolder: z.string().optional(),
  formats: z.array(formatIdSchema).min(1),
  translate: translateWishSchema.optional(),
});

/** Everything a queued job needs to run later in another process: as given when it was added, paths absolute. */
export const jobSpecSchema = jobWishSchema.extend({
  /** Folder and file name without its ending of the results. */
  folder: z.string(),
  /** Further files that are tracks of the same session, paths absolute. */
  tracks: z.array(z.string().min(1)).max(63).optional(),
  stem: z.string().refine((name) => !/[\\/\0]/.test(name), 'a file name, not a path'),
});

export type JobWish = z.infer<typeof jobWishSchema>;
export type JobSpec = z.infer<typeof jobSpecSchema>;
