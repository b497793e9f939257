import { z } from 'zod';
import { MODEL_LAYOUTS, MODEL_TASKS, modelParams, relativeFile } from './manifest.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One file of a repository. Size and hash are stated only where they are known exactly. */
const catalogueFileSchema = z.strictObject({
  path: relativeFile,
  bytes: z.int().positive().optional(),
  sha256: sha256.optional(),
});

const catalogueEntrySchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
    name: z.string().min(1).max(120),
    task: z.enum(MODEL_TASKS),
    layout: z.enum(MODEL_LAYOUTS),
    /** What is the same model in all its files and precisions, e.g. `voxtral-mini-3b`. */
    family: z.string().min(1).max(64).optional(),
    /** How its weights are stored, e.g. `fp32`, `int8`, `q5_k_m`. */
    quantisation: z.string().min(1).max(20).optional(),
    /** Published word error rate in percent on clean read English (LibriSpeech test-clean). */
    werPercent: z.number().min(0).max(100).optional(),
    /** Languages that it lists and yet now and then leaves for English. */
    driftsIn: z
      .array(z.string().regex(/^[a-z]{2,3}$/))
      .readonly()
      .optional(),
    /**
     * `owner/name` on Hugging Face or on a mirror with the same addresses. Absent where no address is known: such a model
     * can be imported under this id, not pulled.
     */
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/)
      .optional(),
    revision: z
      .string()
      .regex(/^[\w.-]+$/)
      .default('main'),
    /** The files to fetch, where their names are known. */
    files: z.array(catalogueFileSchema).min(1).readonly().optional(),
    /** Otherwise the endings of the files to take from the repository's own list; each must match at least one. */
    select: z.array(z.string().min(1).max(100)).min(1).readonly().optional(),
    /** Published size of all files, rounded; shown to people and never checked against. */
    approxBytes: z.int().positive().optional(),
    /** True for what comes with Voxlane: nothing to pull. */
    bundled: z.boolean().optional(),
    /** Published or estimated memory while running. */
    memoryBytes: z.int().positive().optional(),
    /** Published work of the encoder for 30 s of audio, in 10^9 floating-point operations. */
    encoderGflop: z.number().positive().optional(),
    /** Published times real time on the processor of a laptop with eight cores (Ryzen 4750U). */
    laptopSpeed: z.number().positive().optional(),
    licence: z.string().min(1).max(200),
    /** ISO 639 codes, empty for any; `@name` stands for a set. Absent when the source names only a count or nothing. */
    languages: z
      .array(z.string().regex(/^(@[a-z0-9-]+|[a-z]{2,3})$/))
      .readonly()
      .optional(),
    /** 1 is best and largest, 5 runs anywhere. */
    tier: z.int().min(1).max(5).optional(),
    /** True when the repository's owner asks for consent before a download. */
    gated: z.boolean().optional(),
    note: z.string().max(300).optional(),
    /** Loader parameters that are published for this model; they go into its manifest. */
    params: modelParams.optional(),
    signature: z
      .strictObject({ inputs: z.array(z.string()).readonly(), outputs: z.array(z.string()).readonly() })
      .optional(),
  })
  .refine((entry) => entry.files === undefined || entry.select === undefined, 'not both files and select')
  .refine(
    (entry) => (entry.repository === undefined) === (entry.files === undefined && entry.select === undefined),
    'a repository with files or select, or neither',
  );

/** `catalogue.json`: models that can be installed by name. An organisation's own catalogue is checked the same way. */
export const catalogueSchema = z
  .strictObject({
    schema: z.literal(1),
    /** Lists of languages that several models share. */
    languageSets: z.record(z.string(), z.array(z.string().regex(/^[a-z]{2,3}$/)).readonly()).default({}),
    models: z.array(catalogueEntrySchema).readonly(),
  })
  .refine(({ models }) => new Set(models.map((model) => model.id)).size === models.length, 'ids must differ')
  .transform(({ languageSets, models }, context) => ({
    models: models.map((model) => {
      const languages = model.languages?.flatMap((code) => {
        if (!code.startsWith('@')) return [code];
        const set = languageSets[code.slice(1)];
        if (set === undefined) context.addIssue(`${model.id}: there is no set of languages ${code}`);
        return set ?? [];
      });
      return { ...model, languages };
    }),
  }));

export type Catalogue = z.infer<typeof catalogueSchema>;
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>;

/** Bytes of a model where known: exact when every file has its size, else the published figure. */
export function catalogueBytes(entry: CatalogueEntry): number | undefined {
  const sizes = entry.files?.map((file) => file.bytes);
  if (sizes === undefined || sizes.includes(undefined)) return entry.approxBytes;
  return sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
}
