import { z } from 'zod';
import type { CheckpointStore } from '../../../ports/checkpoints.ts';

/** Folder of the mark among a run's checkpoints. */
export const STOP_FOLDER = 'asr-other';
const KEY = `${STOP_FOLDER}/stop`;
const schema = z.object({ engine: z.string(), tried: z.int().min(0) });

/** How many windows were tried with `engine` when an earlier run had spent its time; `undefined` when none ran out. */
export async function readStop(checkpoints: CheckpointStore, engine: string): Promise<number | undefined> {
  const parsed = schema.safeParse(await checkpoints.read(KEY));
  return parsed.success && parsed.data.engine === engine ? parsed.data.tried : undefined;
}

export async function writeStop(checkpoints: CheckpointStore, engine: string, tried: number): Promise<void> {
  await checkpoints.write(KEY, { engine, tried });
}
