import { z } from 'zod';

/** What a model does in the pipeline. */
export const MODEL_TASKS = ['vad', 'asr', 'ctc', 'align', 'segmentation', 'embedding', 'plda', 'translate'] as const;
export type ModelTask = (typeof MODEL_TASKS)[number];

/** Which loader reads the model's files. */
export const MODEL_LAYOUTS = [
  'silero-vad-onnx',
  'whisper-onnx',
  'wav2vec2-ctc-onnx',
  'pyannote-segmentation-onnx',
  'wespeaker-onnx',
  'campplus-onnx',
  'ecapa-onnx',
  'titanet-onnx',
  'plda-npz',
  'omnilingual-ctc-onnx',
  'nemo-ctc-onnx',
  'qwen3-aligner-onnx',
  'parakeet-onnx',
  'gguf',
] as const;
export type ModelLayout = (typeof MODEL_LAYOUTS)[number];

/** A path that stays inside the model's folder on every platform. */
export const relativeFile = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\w.-]+(\/[\w.-]+)*$/, 'a plain relative path')
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), 'no parent folders');

/** Loader parameters, such as a clustering threshold calibrated for this embedder. */
export const modelParams = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** `manifest.json` of a model folder. Validated on every read, since model folders are untrusted. */
export const modelManifestSchema = z.object({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  name: z.string().min(1).max(120),
  task: z.enum(MODEL_TASKS),
  layout: z.enum(MODEL_LAYOUTS),
  /** True for the tiny models that exist to test the product; shown to users as `label`. */
  fixture: z.boolean(),
  label: z.string().max(200).optional(),
  licence: z.string().min(1).max(200),
  attribution: z.string().max(500).optional(),
  languages: z.array(z.string().max(12)).readonly(),
  files: z
    .array(
      z.object({
        path: relativeFile,
        bytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .readonly(),
  /** Tensor names the loader expects; checked against the graph before the first run. */
  signature: z.object({ inputs: z.array(z.string()).readonly(), outputs: z.array(z.string()).readonly() }),
  params: modelParams.optional(),
  /** Where it was downloaded from; `commit` when the repository named the one it served. */
  source: z
    .object({ repository: z.string().max(200), revision: z.string().max(100), commit: z.string().max(100).optional() })
    .optional(),
});

export type ModelManifest = z.infer<typeof modelManifestSchema>;

/** A model found on this machine. */
export interface InstalledModel {
  readonly manifest: ModelManifest;
  /** Absolute folder. */
  readonly folder: string;
  readonly bundled: boolean;
  /** Why it cannot be used, or `undefined` when its files are in place. */
  readonly problem: string | undefined;
}
