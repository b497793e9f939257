import { z } from 'zod';
import { nativeText } from '../../../shared/native-text.ts';
import { LLAMA_LIBRARY, probeScript } from '../../devices/probe-device.ts';
import { failed, runProbe } from '../../devices/run-probe.ts';

const answerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('works'),
    version: z.string(),
    /** `cpu`, `vulkan`, `metal`, `cuda`. */
    device: z.string(),
    /** Memory of its GPU, 0 where there is none. */
    totalBytes: z.number(),
    freeBytes: z.number(),
  }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

/** Whether language models can run here, and on what. */
export type LlamaAnswer = z.infer<typeof answerSchema>;

const DEADLINE_MS = 60_000;

/**
 * Loads the library for language models in a process of its own and asks it where it runs. One that is missing, broken or
 * takes its process with it is an answer. Throws `cancelled` only.
 */
export async function probeLlama(signal: AbortSignal): Promise<LlamaAnswer> {
  const probed = await runProbe({ ...probeScript(LLAMA_LIBRARY), signal, wallMs: DEADLINE_MS }, answerSchema);
  const answer = probed.kind === 'answer' ? probed.answer : probed;
  return answer.kind === 'works' ? answer : failed(nativeText(answer.reason));
}
