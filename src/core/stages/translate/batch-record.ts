import { z } from 'zod';
import type { CheckpointStore } from '../../ports/checkpoints.ts';
import { TRANSLATION_FLAGS } from './types.ts';

const usage = z.object({
  inputTokens: z.number().min(0),
  outputTokens: z.number().min(0),
  estimated: z.boolean(),
});

const recordSchema = z.object({
  lines: z.array(
    z.object({
      key: z.string(),
      voices: z.array(z.string()),
      tagsLost: z.boolean(),
      by: z.string().optional(),
      flag: z.enum(TRANSLATION_FLAGS).optional(),
    }),
  ),
  story: z.string(),
  usage,
  calls: z.int().min(0),
});

/** What is kept of a finished batch. A line with a `flag` and no `voices` keeps its source text. */
export type BatchRecord = z.infer<typeof recordSchema>;

function keyOf(batch: number): string {
  return `batch/${String(batch).padStart(5, '0')}`;
}

/** A finished batch, or `undefined` when it was not finished or cannot be read: then it is translated again. */
export async function readBatch(checkpoints: CheckpointStore, batch: number): Promise<BatchRecord | undefined> {
  return recordSchema.safeParse(await checkpoints.read(keyOf(batch))).data;
}

export function writeBatch(checkpoints: CheckpointStore, batch: number, record: BatchRecord): Promise<void> {
  return checkpoints.write(keyOf(batch), record);
}
