import { z } from 'zod';
import type { CheckpointStore } from '../../ports/checkpoints.ts';

const place = z.object({ key: z.string(), text: z.string() });
const recordSchema = z.object({
  /** Absent where no usable answer came. */
  summary: z.string().optional(),
  moments: z.array(place),
  sections: z.array(place),
  /** First and last line of stretches without an answer. */
  missing: z.array(z.object({ from: z.string(), to: z.string(), refused: z.boolean() })),
  by: z.string(),
  usage: z.object({ inputTokens: z.number().min(0), outputTokens: z.number().min(0), estimated: z.boolean() }),
  calls: z.int().min(0),
});

/** What is kept of a finished question. */
export type SummaryRecord = z.infer<typeof recordSchema>;

/** A finished question, or `undefined` when it was not finished or cannot be read: then it is asked again. */
export async function readSummaryRecord(checkpoints: CheckpointStore, key: string): Promise<SummaryRecord | undefined> {
  return recordSchema.safeParse(await checkpoints.read(key)).data;
}

/** `part/00003` or `whole/00001-00000`. */
export function recordKey(kind: 'part' | 'whole', ...numbers: readonly number[]): string {
  return `${kind}/${numbers.map((number) => String(number).padStart(5, '0')).join('-')}`;
}
