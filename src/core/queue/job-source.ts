import { z } from 'zod';

/** How recordings are fetched from the web. */
export const sourceWishSchema = z.object({
  /** An address that stands for several recordings is expanded into one job each. */
  playlist: z.boolean().default(false),
  audioOnly: z.boolean().default(false),
  captions: z.boolean().default(false),
  allowLocalNetwork: z.boolean().default(false),
  allowOldYtdlp: z.boolean().default(false),
  maxBytes: z.int().positive(),
});

/** The web address a job fetches its recording from before it is transcribed. */
export const jobSourceSchema = sourceWishSchema.extend({
  url: z.string().min(1).max(8192),
  /** Place in the list that `url` stands for, from 1. */
  item: z.int().positive().optional(),
  title: z.string().optional(),
  /** The recording lies on this computer, at the job's path. */
  fetched: z.boolean().default(false),
});

export type SourceWish = z.infer<typeof sourceWishSchema>;
export type JobSource = z.infer<typeof jobSourceSchema>;
