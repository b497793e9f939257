import { z } from 'zod';
import { nativeText } from '../../shared/native-text.ts';
import { GGUF_LIBRARY, probeScript } from '../devices/probe-device.ts';
import { failed, runProbe } from '../devices/run-probe.ts';

const answerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('works'),
    version: z.string(),
    /** `kind` as in `AsrSpec.backend`: `cpu`, `vulkan`, `metal`, `cuda`. Memory in bytes, 0 where it is not told. */
    /** What a small model wrote on the backend that was named. */
    text: z.string().optional(),
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
export function probeGguf(signal: AbortSignal): Promise<GgufAnswer> {
  return probe(GGUF_LIBRARY, signal);
}

/** What the small model writes where it is computed right. */
const EXPECTED = 'one';

/**
 * Runs a small GGUF model on a backend in a process of its own and looks at what it writes. Whatever happens to that process
 * is an answer. Throws `cancelled` only.
 */
export async function probeGgufBackend(backend: string, signal: AbortSignal): Promise<GgufAnswer> {
  const answer = await probe(`${GGUF_LIBRARY}-${backend}`, signal);
  if (answer.kind === 'failed' || answer.text === EXPECTED) return answer;
  return failed(`A small model wrote "${nativeText(answer.text ?? '')}" there instead of "${EXPECTED}".`);
}

async function probe(name: string, signal: AbortSignal): Promise<GgufAnswer> {
  const probed = await runProbe({ ...probeScript(name), signal, wallMs: DEADLINE_MS }, answerSchema);
  const answer = probed.kind === 'answer' ? probed.answer : probed;
  return answer.kind === 'works' ? answer : failed(nativeText(answer.reason));
}
