import { z } from 'zod';
import { specChangeSchema } from '../core/queue/change-spec.ts';
import { jobSourceSchema, sourceWishSchema } from '../core/queue/job-source.ts';
import { formatIdSchema, jobSpecSchema, jobWishSchema } from '../core/queue/job-spec.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { call } from './call.ts';
import type { QueueChange, QueueView } from './job-view.ts';

const ids = z.array(z.int().positive()).min(1).max(100_000);
const mediaSchema = z.object({
  path: z.string(),
  contentId: z.string(),
  container: z.string(),
  durationMs: z.int().optional(),
});

/** A job that is ready to be queued: a file, or an address to fetch one from. */
const plannedJobSchema = z.object({
  /** Absolute path, or the address when `source` is there. */
  path: z.string().min(1),
  spec: jobSpecSchema,
  media: mediaSchema.optional(),
  source: jobSourceSchema.optional(),
});

export type PlannedJob = z.infer<typeof plannedJobSchema>;

/** An input that can be queued, with what probing found wrong with it, or the reason why it names no recording. */
export type PlannedInput =
  | {
      readonly kind: 'job';
      readonly job: PlannedJob;
      readonly audio_length?: number | undefined;
      readonly problem?: ErrorData;
    }
  | { readonly kind: 'refused'; readonly path: string; readonly error: ErrorData };

/** What a user asks for when recordings are added. */
export const planSchema = z.object({
  /** Files, folders, lists, addresses. */
  inputs: z.array(z.string()).max(100_000),
  wish: jobWishSchema,
  /** Folder of the results; beside each recording when left out. Recordings from the web go there too. */
  folder: z.string().optional(),
  sources: sourceWishSchema,
  /** Ask addresses for their length and contents now instead of when the job runs. */
  lookUp: z.boolean().default(false),
  /** The inputs are files that are the tracks of one session, so they become one job. */
  tracks: z.boolean().default(false),
});

const changeKind = z.enum(['pause', 'resume', 'cancel', 'retry', 'remove', 'duplicate']);

/** The queue: what can be asked of it, by this process or another one. */
export const queueCalls = {
  /** Expands inputs and probes each; changes nothing. */
  'queue.plan': call<readonly PlannedInput[]>()(planSchema),
  'queue.add': call<QueueChange>()(
    z.object({ priority: z.int().min(-100).max(100), jobs: z.array(plannedJobSchema).max(100_000) }),
  ),
  'queue.list': call<QueueView>()(z.object({})),
  'queue.change': call<QueueChange>()(z.object({ kind: changeKind, ids })),
  /** New options for jobs that are not running: they are queued again and run only the stages the options affect. */
  'queue.respec': call<QueueChange>()(z.object({ ids, change: specChangeSchema })),
  'queue.move': call<QueueChange>()(
    z.object({
      ids,
      to: z.union([z.enum(['first', 'last']), z.object({ before: z.int().positive() })]),
    }),
  ),
  'queue.prioritise': call<QueueChange>()(z.object({ ids, priority: z.int().min(-100).max(100) })),
  'queue.clear': call<QueueChange>()(z.object({})),
  /** The record of a finished job, for programs and for people. */
  'queue.report': call<{ readonly report: unknown; readonly text: string }>()(z.object({ id: z.int().positive() })),
  /** The last words that a running job heard; empty when none came since this studio started. */
  'queue.text': call<{ readonly text: string; readonly endMs: number | undefined }>()(
    z.object({ id: z.int().positive(), words: z.int().min(1).max(500).default(40) }),
  ),
  /** Writes what is there of a job that is not done; returns the files. */
  'queue.partial': call<{ readonly files: readonly string[] }>()(
    z.object({ id: z.int().positive(), formats: z.array(formatIdSchema).min(1).optional() }),
  ),
} as const;

export type ChangeKind = z.infer<typeof changeKind>;
