import { fixedBy } from '../../core/devices/performance.ts';
import { chooseDevice } from '../../core/devices/choose-device.ts';
import { probeGguf } from '../../platform/gguf/probe-gguf.ts';
import { onnxRuntimeVersion } from '../../platform/onnx/runtime.ts';
import { DEVICES } from '../../shared/device.ts';
import type { EngineBackend, EngineFamily, EnginesInput } from '../protocol/jobs.ts';
import { deviceVerdict } from './device-verdict.ts';

/** GGUF models take the first of these that their library finds. */
const BEST_FIRST = ['cuda', 'metal', 'vulkan', 'cpu'];

/** What each family of engines runs on here, as it was tried. Throws `cancelled`. */
export async function describeEngines(input: EnginesInput, signal: AbortSignal): Promise<readonly EngineFamily[]> {
  return [await onnxFamily(input, signal), await ggufFamily(input, signal)];
}

async function onnxFamily({ device: wish, performance }: EnginesInput, signal: AbortSignal): Promise<EngineFamily> {
  const backends: EngineBackend[] = [];
  // One after the other: two drivers that start at once can disturb each other.
  for (const device of DEVICES) {
    const verdict = device === 'cpu' ? ({ state: 'works' } as const) : await deviceVerdict(device, signal);
    backends.push({ device, ...verdict });
  }
  const { device } = await chooseDevice(fixedBy(performance, wish).device, (one) => deviceVerdict(one, signal));
  return { family: 'onnxruntime', version: onnxRuntimeVersion(), used: device, backends };
}

async function ggufFamily({ device, performance }: EnginesInput, signal: AbortSignal): Promise<EngineFamily> {
  const answer = await probeGguf(signal);
  if (answer.kind === 'failed') return { family: 'transcribe-cpp', problem: answer.reason, backends: [] };
  const backends = answer.devices.map(({ kind, name, memoryFree }): EngineBackend => ({
    device: kind,
    state: 'works',
    ...(kind === 'cpu' ? {} : { name }),
    ...(memoryFree > 0 && kind !== 'cpu' ? { freeBytes: memoryFree } : {}),
  }));
  const onCpu = fixedBy(performance, device).device === 'cpu';
  const used = BEST_FIRST.find((kind) => (!onCpu || kind === 'cpu') && backends.some((one) => one.device === kind));
  return { family: 'transcribe-cpp', version: answer.version, used, backends };
}
