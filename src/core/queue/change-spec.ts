import { z } from 'zod';
import { transcribeOptionsSchema } from '../pipeline/options.ts';
import { type JobSpec, jobSpecSchema, jobWishSchema } from './job-spec.ts';

/** What is to be different about a job; what is left out stays as it was. */
export const specChangeSchema = jobWishSchema
  .omit({ options: true })
  .partial()
  .extend({
    /** Folder of the results. */
    folder: z.string().min(1).optional(),
    options: z.record(z.string(), z.unknown()).default({}),
    /** Options that go back to their default, such as `language` to be detected again. */
    reset: z.array(z.string()).default([]),
  });

export type SpecChange = z.infer<typeof specChangeSchema>;

/** An exact number of speakers and bounds exclude each other: saying one takes the other back. */
const EXCLUDES: Readonly<Record<string, readonly string[]>> = {
  speakers: ['minSpeakers', 'maxSpeakers'],
  minSpeakers: ['speakers'],
  maxSpeakers: ['speakers'],
};

/** The order of a job with a change applied. Throws a `ZodError` when the outcome makes no sense. */
export function changeSpec(spec: JobSpec, change: SpecChange): JobSpec {
  const { options, reset, ...rest } = change;
  const excluded = Object.keys(options).flatMap((name) => EXCLUDES[name] ?? []);
  const dropped = new Set([...reset, ...excluded]);
  const kept = Object.entries(spec.options).filter(([name]) => !dropped.has(name));
  const merged = transcribeOptionsSchema.parse({ ...Object.fromEntries(kept), ...options });
  return jobSpecSchema.parse({ ...spec, ...rest, options: merged });
}
