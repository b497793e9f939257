import { z } from 'zod';
import { transcribeOptionsSchema } from '../pipeline/options.ts';
import { RETIMES } from '../document/notes/retime.ts';
import { type JobSpec, jobSpecSchema, jobWishSchema } from './job-spec.ts';
import { type JobTranslateWish, translateWishSchema } from './translate-wish.ts';

/** What is to be different about the translation of a job. An empty style is none, and times that are kept are no retiming. */
const translateChangeSchema = translateWishSchema.partial().extend({
  style: z.string().trim().max(500).optional(),
  // A default would say what nobody said.
  natural: z.boolean().optional(),
  retime: z.enum(['keep', ...RETIMES]).optional(),
});

/** What is to be different about a job; what is left out stays as it was. */
export const specChangeSchema = jobWishSchema
  .omit({ options: true, translate: true })
  .partial()
  .extend({
    /** Folder of the results. */
    folder: z.string().min(1).optional(),
    options: z.record(z.string(), z.unknown()).default({}),
    /** Options that go back to their default, such as `language` to be detected again. */
    reset: z.array(z.string()).default([]),
    /** `none`: the job is not translated any more; its document keeps what it has. */
    translate: z.union([z.literal('none'), translateChangeSchema]).optional(),
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
  const { options, reset, translate, ...rest } = change;
  const excluded = Object.keys(options).flatMap((name) => EXCLUDES[name] ?? []);
  const dropped = new Set([...reset, ...excluded]);
  const kept = Object.entries(spec.options).filter(([name]) => !dropped.has(name));
  const merged = transcribeOptionsSchema.parse({ ...Object.fromEntries(kept), ...options });
  const { translate: before, ...kin } = spec;
  const wished = changedTranslation(before, translate);
  return jobSpecSchema.parse({
    ...kin,
    ...rest,
    options: merged,
    ...(wished === undefined ? {} : { translate: wished }),
  });
}

function changedTranslation(
  before: JobTranslateWish | undefined,
  change: SpecChange['translate'],
): JobTranslateWish | undefined {
  if (change === undefined) return before;
  if (change === 'none') return undefined;
  const { style, retime, ...rest } = { ...before, ...change };
  if (rest.languages === undefined) throw new z.ZodError([NO_LANGUAGE]);
  return translateWishSchema.parse({
    ...rest,
    ...(style === undefined || style === '' ? {} : { style }),
    ...(retime === undefined || retime === 'keep' ? {} : { retime }),
  });
}

const NO_LANGUAGE: z.core.$ZodIssue = {
  code: 'custom',
  path: ['translate', 'languages'],
  input: undefined,
  message: 'it is not translated, and no language is named',
};
