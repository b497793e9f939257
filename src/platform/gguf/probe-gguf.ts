import { z } from 'zod';
import { nativeText } from '../../shared/native-text.ts';
import { GGUF_LIBRARY, probeScript } from '../devices/probe-device.ts';
import { failed, runProbe } from '../devices/run-probe.ts';

const answerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('works'),
    version: z.string(),
    /** `kind` as in `AsrSpec.backend`: `cpu`, `vulkan`, `metal`, `cuda`. Memory in bytes, 0 where it is not told. */
    devices: z.array(z.object({ kind: z.string(), name: z.string(), memoryTotal: z.number(), memoryFree: z.number() })),
  }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

/** Whether GGUF models can run here, and on what. */
export type GgufAnswer = z.infer<typeof answerSchema>;

const DEADLINE_MS = 60_000;

/**
 * Loads the library for GGUF models in a process of its own and asks it for its devices. A library that is missing, broken
 * or takes its process with it is an answer. Throws `cancelled` only.
 */
export async function probeGguf(signal: AbortSignal): Promise<GgufAnswer> {
  const probed = await runProbe({ ...probeScript(GGUF_LIBRARY), signal, wallMs: DEADLINE_MS }, answerSchema);
  const answer = probed.kind === 'answer' ? probed.answer : probed;
  return answer.kind === 'works' ? answer : failed(nativeText(answer.reason));
}
