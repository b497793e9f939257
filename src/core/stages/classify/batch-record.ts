import { z } from 'zod';
import type { CheckpointStore } from '../../ports/checkpoints.ts';
import { CLASS_FLAGS } from './types.ts';

const recordSchema = z.object({
  lines: z.array(
    z.object({
      key: z.string(),
      label: z.string().optional(),
      confidence: z.number().min(0).max(1).optional(),
      character: z.string().optional(),
      evidence: z.string().optional(),
      flag: z.enum(CLASS_FLAGS).optional(),
    }),
  ),
  by: z.string(),
  usage: z.object({ inputTokens: z.number().min(0), outputTokens: z.number().min(0), estimated: z.boolean() }),
  calls: z.int().min(0),
});

/** What is kept of a finished batch. A line without a label has a flag that says why. */
export type ClassRecord = z.infer<typeof recordSchema>;

function keyOf(batch: number): string {
  return `classes/${String(batch).padStart(5, '0')}`;
}

/** A finished batch, or `undefined` when it was not finished or cannot be read: then it is classified again. */
export async function readClassRecord(checkpoints: CheckpointStore, batch: number): Promise<ClassRecord | undefined> {
  return recordSchema.safeParse(await checkpoints.read(keyOf(batch))).data;
}

export function writeClassRecord(checkpoints: CheckpointStore, batch: number, record: ClassRecord): Promise<void> {
  return checkpoints.write(keyOf(batch), record);
}
