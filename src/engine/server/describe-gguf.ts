import { classifyNativeFailure } from '../../core/devices/native-failure.ts';
import { type GgufAnswer, probeGguf, probeGgufBackend } from '../../platform/gguf/probe-gguf.ts';
import type { Finding } from '../../shared/finding.ts';

const GIB = 1024 ** 3;

/** Whether GGUF models run here and on what; nobody needs them who has an ONNX model. */
export async function describeGguf(signal: AbortSignal): Promise<Finding> {
  return describeLibrary(await probeGguf(signal));
}

function describeLibrary(answer: GgufAnswer): Finding {
  const base = { topic: 'runtime', name: 'GGUF models' } as const;
  if (answer.kind === 'failed') {
    return {
      ...base,
      state: 'warn',
      value: `cannot run: ${answer.reason} Recognisers in ONNX run all the same.`,
      action: 'Install Voxlane again with its optional packages.',
      code: 'gguf-failed',
      help: 'install-optional',
      values: { reason: answer.reason },
    };
  }
  const devices = answer.devices.map(({ kind, name, memoryFree }) =>
    kind === 'cpu' ? kind : `${kind} (${name}${memoryFree === 0 ? '' : `, ${(memoryFree / GIB).toFixed(1)} GiB free`})`,
  );
  return {
    ...base,
    state: 'ok',
    value: `transcribe.cpp ${answer.version}, runs on ${devices.join(', ')}`,
    code: 'gguf-found',
    values: { version: answer.version, devices: answer.devices.map(({ kind }) => kind).join(', ') },
  };
}

type Help = Pick<Finding, 'action' | 'help'>;

const HELP: Readonly<Record<string, Help>> = {
  cpu: { help: 'install-optional', action: 'Install Voxlane again with its optional packages.' },
  vulkan: {
    help: 'gguf-vulkan',
    action: 'Update the driver of your GPU and its Vulkan part (Debian: libvulkan1, mesa-vulkan-drivers).',
  },
  metal: { help: 'gguf-metal', action: 'Update macOS.' },
  cuda: {
    help: 'gguf-cuda',
    action: 'Update the NVIDIA driver, install the CUDA 12 runtime, or set TRANSCRIBE_CUDA_RUNTIME_DIR to where it is.',
  },
};
const MEMORY_HELP: Help = {
  help: 'gguf-memory',
  action: 'Close what else uses this memory; a small model needs little.',
};

/** What GGUF models run on here: a small one is run on each backend, each time in a process of its own. */
export async function describeGgufBackends(signal: AbortSignal): Promise<Finding[]> {
  const answer = await probeGguf(signal);
  const library = describeLibrary(answer);
  if (answer.kind === 'failed') return [library];
  const findings: Finding[] = [library];
  const backends = new Set(answer.devices.map(({ kind }) => kind).filter((kind) => Object.hasOwn(HELP, kind)));
  // One after the other: two drivers that start at once can disturb each other.
  for (const backend of backends) {
    const base = { topic: 'machine', name: `GGUF on ${backend}` } as const;
    const tried = await probeGgufBackend(backend, signal);
    if (tried.kind === 'works') findings.push({ ...base, state: 'ok', value: 'works', code: 'works' });
    else {
      const isMemory = classifyNativeFailure(tried.reason) === 'out-of-memory';
      const said = isMemory ? MEMORY_HELP : HELP[backend];
      const value = `does not work: ${tried.reason}`;
      findings.push({
        ...base,
        state: 'warn',
        value,
        code: 'device-failed',
        values: { reason: tried.reason },
        ...said,
      });
    }
  }
  return findings;
}
