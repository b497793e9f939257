import { z } from 'zod';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import type { CheckpointStore } from '../../core/ports/checkpoints.ts';
import { stageKey } from '../../platform/storage/stage-key.ts';
import type { TranscribeInput } from '../protocol/jobs.ts';

const begunSchema = z.object({ model: z.string().max(64), another: z.string().max(64).optional() });

/** Ids of the recognisers that a job was begun with. */
export type BegunWith = z.infer<typeof begunSchema>;

/**
 * Where a job keeps which recognisers it was begun with: one place for each wish over a recording, among its unfinished work.
 * What the machine is found to do later must not make finished windows void.
 */
export function begunPlace(
  work: CheckpointStore,
  { asr, preset }: Pick<TranscribeInput, 'asr' | 'preset'>,
  { language, languages, quality, performance, device, redecode }: TranscribeOptions,
): { read(): Promise<BegunWith | undefined>; write(begun: BegunWith): Promise<void> } {
  const wish = { asr, preset, language, languages, quality, performance, device, redecode };
  const key = `begun-${stageKey({ wish })}`;
  return {
    read: async () => begunSchema.safeParse(await work.read(key)).data,
    write: (begun) => work.write(key, begun),
  };
}
