import { z } from 'zod';
import { RULE_PROFILES } from '../../core/cues/profiles.ts';
import { BILINGUAL } from '../../core/document/in-language.ts';
import { languageCodeSchema } from '../../core/document/notes/language-code.ts';
import { parseClassChoice } from '../../core/formats/class-choice.ts';
import { DEFAULT_FORMAT_IDS, FORMAT_IDS } from '../../core/formats/codec.ts';
import { QUALITIES } from '../../shared/quality.ts';
import { checkSpeakers, transcribeOptionsSchema } from '../../core/pipeline/options.ts';
import { JOB_STATES } from '../../core/queue/job-state.ts';
import { translateWishSchema } from '../../core/queue/translate-wish.ts';

const formatSchema = z.enum(FORMAT_IDS);
const { language, speakers, minSpeakers, maxSpeakers, channels, skipDiarize, diarizer } = transcribeOptionsSchema.shape;

/** What is to be transcribed, and how. What is left out is as the settings of the library say. */
export const jobRequestSchema = z
  .strictObject({
    path: z.string().min(1).max(4096).optional().meta({ description: 'A file or folder on the server.' }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(8192)
      .optional()
      .meta({ description: 'A recording on the web.' }),
    upload: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional()
      .meta({ description: 'A file that was uploaded, by the id in the answer.' }),
    folder: z.string().min(1).max(4096).optional().meta({ description: 'Folder on the server for result files.' }),
    priority: z.int().min(0).max(100).default(0).meta({ description: 'Higher runs first.' }),
    preset: z.enum(['auto', 'demo']).default('auto'),
    formats: z.array(formatSchema).min(1).optional(),
    language,
    speakers,
    minSpeakers,
    maxSpeakers,
    profile: z.enum(RULE_PROFILES.map(({ id }) => id)).optional(),
    channels: channels.optional(),
    diarizer: diarizer.optional(),
    skipDiarize: skipDiarize.optional(),
    quality: z.enum(QUALITIES).optional(),
    translate: z
      .strictObject({
        languages: translateWishSchema.shape.languages.meta({ description: 'ISO 639-1 codes, e.g. `fr`.' }),
        style: translateWishSchema.shape.style,
        glossary: translateWishSchema.shape.glossary,
        natural: translateWishSchema.shape.natural,
        readFirst: translateWishSchema.shape.readFirst,
        retime: translateWishSchema.shape.retime.meta({
          description: 'Lines that are too long: `extend` shows them longer, `divide` as two cues in files as well.',
        }),
      })
      .optional()
      .meta({ description: 'Translate the subtitles with the language models of the settings.' }),
  })
  .refine((job) => [job.path, job.url, job.upload].filter((input) => input !== undefined).length === 1, {
    message: 'exactly one of path, url and upload is needed',
  })
  .superRefine(checkSpeakers);

export type JobRequest = z.infer<typeof jobRequestSchema>;

export const errorSchema = z.looseObject({
  error: z.looseObject({ code: z.string(), what: z.string(), meaning: z.string(), action: z.string() }),
});

/** A job as `voxlane queue list --json` shows it. Times are milliseconds. */
const jobSchema = z.looseObject({
  id: z.int().positive(),
  path: z.string(),
  state: z.enum(JOB_STATES),
  progress: z.number().min(0).max(1),
  audio_length: z.int().optional(),
  eta: z.number().optional(),
  paused_until: z
    .int()
    .optional()
    .meta({ description: 'A quota holds it until then, milliseconds since 1970; it goes on by itself.' }),
});

export const jobAnswerSchema = z.object({ job: jobSchema });
export const jobListSchema = z.object({ jobs: z.array(jobSchema), finish_eta: z.number().optional() });
export const submittedSchema = z.object({
  jobs: z.array(jobSchema),
  refused: z.array(z.looseObject({ path: z.string() })),
});
export const changedSchema = z.object({ ids: z.array(z.int()) });
export const uploadedSchema = z.object({ upload: z.string(), path: z.string() });

export const idSchema = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
});
const classChoiceSchema = z
  .string()
  .max(10_000)
  .transform((text, context) => {
    const choice = parseClassChoice(text);
    if (choice !== undefined) return choice;
    context.addIssue({ code: 'custom', message: 'not SCHEMA=LABEL[,LABEL]' });
    return z.NEVER;
  });
export const resultQuerySchema = z.strictObject({
  format: formatSchema.default(DEFAULT_FORMAT_IDS[0]),
  language: languageCodeSchema.optional().meta({ description: 'A language that it is translated to.' }),
  bilingual: z
    .enum(BILINGUAL)
    .optional()
    .meta({ description: 'Both texts: the translation above or below the source.' }),
  class: classChoiceSchema.optional().meta({ description: 'Only these classes: SCHEMA=LABEL[,LABEL].' }),
  characters: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({ description: 'With class: characters are the speakers of what they say.' }),
});
export const uploadQuerySchema = z.strictObject({ name: z.string().min(1).max(1000) });
