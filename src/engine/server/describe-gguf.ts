import { probeGguf } from '../../platform/gguf/probe-gguf.ts';
import type { Finding } from '../../shared/finding.ts';

const GIB = 1024 ** 3;

/** Whether GGUF models run here and on what; nobody needs them who has an ONNX model. */
export async function describeGguf(signal: AbortSignal): Promise<Finding> {
  const base = { topic: 'runtime', name: 'GGUF models' } as const;
  const answer = await probeGguf(signal);
  if (answer.kind === 'failed') {
    return {
      ...base,
      state: 'warn',
      value: `cannot run: ${answer.reason} Recognisers in ONNX run all the same.`,
      action: 'Install Voxlane again with its optional packages.',
    };
  }
  const devices = answer.devices.map(({ kind, name, memoryFree }) =>
    kind === 'cpu' ? kind : `${kind} (${name}${memoryFree === 0 ? '' : `, ${(memoryFree / GIB).toFixed(1)} GiB free`})`,
  );
  return { ...base, state: 'ok', value: `transcribe.cpp ${answer.version}, runs on ${devices.join(', ')}` };
}
