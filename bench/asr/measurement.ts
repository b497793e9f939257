import { z } from 'zod';

/** One measurement, told to a child as JSON: a recogniser in a process of its own. */
export const taskSchema = z.object({
  kind: z.enum(['whisper-onnx', 'ctc-onnx', 'transcribe-cpp']),
  /** The model's folder is `name` in `root`. */
  root: z.string(),
  name: z.string(),
  precision: z.enum(['fp32', 'int8']),
  device: z.enum(['cpu', 'cuda']),
  threads: z.number(),
  /** File of 16 kHz mono float32 samples, cut into windows of 30 s. */
  samples: z.string(),
  /** Tokens that every window is decoded to; absent where the model ends by itself. */
  tokens: z.number().optional(),
  /** Sizes of batches to try one after the other; @huggingface/transformers takes a window at a time. */
  batches: z.array(z.number()).readonly(),
  /** Windows for each size; absent takes all. */
  windows: z.array(z.number()).readonly().optional(),
  passes: z.number(),
});
export type Task = z.infer<typeof taskSchema>;

export const answerSchema = z.object({
  loadMs: z.number(),
  runs: z.array(
    z.object({
      batch: z.number(),
      /** Best pass, without loading. */
      ms: z.number(),
      /** Time of all cores in the pass that took the least of it: other programs change it less than `ms`. */
      processorMs: z.number(),
      windows: z.number(),
      audioMs: z.number(),
      /** Most memory of the process so far. */
      peakMiB: z.number(),
      /** Tokens where `tokens` was told, words otherwise. */
      written: z.number(),
    }),
  ),
});
export type Answer = z.infer<typeof answerSchema>;
export type Run = Answer['runs'][number];
