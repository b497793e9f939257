import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import { findGpuLibraries, type GpuLibrary } from '../../platform/devices/gpu-libraries.ts';
import { forgetGpuMemory, type GpuMemory, gpuMemory } from '../../platform/devices/gpu-memory.ts';
import { probeDevice } from '../../platform/devices/probe-device.ts';
import { listGpus } from '../../platform/system/gpu.ts';
import { DEVICES } from '../../shared/device.ts';
import type { Finding } from '../../shared/finding.ts';
import { describeDevices } from './describe-devices.ts';

const GIB = 1024 ** 3;
/** What the smallest recogniser and its context want. */
const LEAST_FREE_BYTES = 1.5 * GIB;

/**
 * What stands between this machine and models on its GPUs: driver, libraries, memory, and a small model that is run on each
 * device in a process of its own, whatever is remembered. Throws `cancelled`.
 */
export async function triageGpu(signal: AbortSignal): Promise<Finding[]> {
  forgetGpuMemory();
  const [nvidia, memory, libraries] = await Promise.all([listGpus(signal), gpuMemory(), findGpuLibraries(signal)]);
  const drivers = nvidia.map(({ name, driver }) => `${name}, driver ${driver}`);
  return [
    nvidia.length > 0
      ? { topic: 'machine', name: 'NVIDIA driver', state: 'ok', value: drivers.join('; ') }
      : {
          topic: 'machine',
          name: 'NVIDIA driver',
          state: 'ok',
          value: 'nvidia-smi names no GPU; not needed without one',
        },
    ...libraries.map((library) => describeLibrary(library, nvidia.length > 0)),
    ...(memory.length > 0
      ? memory.map(describeMemory)
      : [{ topic: 'machine', name: 'GPU memory', state: 'ok', value: 'no GPU that can be asked' } as const]),
    describeCpu(await probeDevice(DEVICES[0], { signal })),
    ...(await describeDevices(signal, true)),
  ];
}

const HELP: Readonly<Record<GpuLibrary['name'], string>> = {
  'CUDA driver': 'Install the driver of your GPU from nvidia.com or your system.',
  cuBLAS: 'Install the CUDA 12 toolkit (Debian: libcublas12), or set LD_LIBRARY_PATH to where it is.',
  cuDNN: 'Install cuDNN 9 for CUDA 12, or set LD_LIBRARY_PATH to where it is.',
  'Vulkan loader': 'Install it with your driver (Debian: libvulkan1); GGUF models use it.',
  DirectML: 'Update Windows.',
};

function describeLibrary({ name, path }: GpuLibrary, hasNvidia: boolean): Finding {
  const base = { topic: 'machine', name } as const;
  if (path !== undefined) return { ...base, state: 'ok', value: path };
  const needed = hasNvidia && name !== 'DirectML';
  return needed
    ? { ...base, state: 'warn', value: 'not found', action: HELP[name] }
    : { ...base, state: 'ok', value: 'not found; not needed without a GPU' };
}

function describeMemory({ name, totalBytes, freeBytes }: GpuMemory): Finding {
  const value = `${name}: ${(freeBytes / GIB).toFixed(1)} GiB free of ${(totalBytes / GIB).toFixed(1)} GiB`;
  const base = { topic: 'machine', name: 'GPU memory' } as const;
  return freeBytes < LEAST_FREE_BYTES
    ? { ...base, state: 'warn', value, action: 'Close what else uses the GPU; models then fit again.' }
    : { ...base, state: 'ok', value };
}

function describeCpu(verdict: DeviceVerdict): Finding {
  const base = { topic: 'machine', name: 'Device cpu' } as const;
  return verdict.state === 'works'
    ? { ...base, state: 'ok', value: 'works' }
    : { ...base, state: 'bad', value: `does not work: ${verdict.reason}`, action: 'Install Voxlane again.' };
}
