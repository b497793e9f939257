import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import { findGpuLibraries, type GpuLibrary } from '../../platform/devices/gpu-libraries.ts';
import { forgetGpuMemory, type GpuMemory, gpuMemory } from '../../platform/devices/gpu-memory.ts';
import { probeDevice } from '../../platform/devices/probe-device.ts';
import { askNvidia, type NvidiaAnswer } from '../../platform/system/gpu.ts';
import { DEVICES } from '../../shared/device.ts';
import type { Finding } from '../../shared/finding.ts';
import { describeDevices } from './describe-devices.ts';
import { describeGgufBackends } from './describe-gguf.ts';

const GIB = 1024 ** 3;
/** What the smallest recogniser and its context want. */
const LEAST_FREE_BYTES = 1.5 * GIB;

/**
 * What stands between this machine and models on its GPUs: driver, libraries, memory, and a small model that is run on each
 * device in a process of its own, whatever is remembered. Throws `cancelled`.
 */
export async function triageGpu(signal: AbortSignal): Promise<Finding[]> {
  forgetGpuMemory();
  const [nvidia, memory, libraries] = await Promise.all([askNvidia(signal), gpuMemory(), findGpuLibraries(signal)]);
  const hasNvidia = nvidia.kind === 'gpus' && nvidia.gpus.length > 0;
  return [
    describeDriver(nvidia),
    ...libraries.map((library) => describeLibrary(library, hasNvidia)),
    ...(memory.length > 0
      ? memory.map(describeMemory)
      : [
          {
            topic: 'machine',
            name: 'GPU memory',
            state: 'ok',
            value: 'no GPU that can be asked',
            code: 'gpu-memory-unknown',
          } as const,
        ]),
    describeCpu(await probeDevice(DEVICES[0], { signal })),
    ...(await describeDevices(signal, true)),
    ...(await describeGgufBackends(signal)),
  ];
}

/** Models on CUDA 12 want at least this driver. */
const LEAST_DRIVER = 525;

function describeDriver(nvidia: NvidiaAnswer): Finding {
  const base = { topic: 'machine', name: 'NVIDIA driver' } as const;
  if (nvidia.kind === 'failed') {
    const said = /mismatch/i.test(nvidia.reason)
      ? ({ help: 'driver-restart', action: 'The driver was updated while it ran: restart the computer.' } as const)
      : ({
          help: 'driver-reinstall',
          action: 'Restart the computer; if that does not help, install the driver again.',
        } as const);
    const value = `nvidia-smi does not work: ${nvidia.reason}`;
    return { ...base, state: 'warn', value, code: 'driver-failed', values: { reason: nvidia.reason }, ...said };
  }
  const gpus = nvidia.kind === 'gpus' ? nvidia.gpus : [];
  if (gpus.length === 0)
    return { ...base, state: 'ok', value: 'nvidia-smi names no GPU; not needed without one', code: 'driver-none' };
  const value = gpus.map(({ name, driver }) => `${name}, driver ${driver}`).join('; ');
  const list = gpus.map(({ name, driver }) => `${name} (${driver})`).join('; ');
  const found = { ...base, value, code: 'driver-found', values: { gpus: list, least: LEAST_DRIVER } } as const;
  return gpus.some(({ driver }) => Number.parseInt(driver, 10) < LEAST_DRIVER)
    ? {
        ...found,
        state: 'warn',
        action: `Update the driver to ${LEAST_DRIVER} or later, which CUDA 12 needs.`,
        help: 'driver-update',
      }
    : { ...found, state: 'ok' };
}

const HELP: Readonly<Record<GpuLibrary['name'], Required<Pick<Finding, 'action' | 'help'>>>> = {
  'CUDA driver': { help: 'lib-cuda', action: 'Install the driver of your GPU from nvidia.com or your system.' },
  cuBLAS: {
    help: 'lib-cublas',
    action: 'Install the CUDA 12 toolkit (Debian: libcublas12), or set LD_LIBRARY_PATH to where it is.',
  },
  cuDNN: { help: 'lib-cudnn', action: 'Install cuDNN 9 for CUDA 12, or set LD_LIBRARY_PATH to where it is.' },
  'Vulkan loader': {
    help: 'lib-vulkan',
    action: 'Install it with your driver (Debian: libvulkan1); GGUF models use it.',
  },
  DirectML: { help: 'lib-directml', action: 'Update Windows.' },
};

function describeLibrary({ name, path }: GpuLibrary, hasNvidia: boolean): Finding {
  const base = { topic: 'machine', name } as const;
  if (path !== undefined) return { ...base, state: 'ok', value: path };
  const needed = hasNvidia && name !== 'DirectML';
  return needed
    ? { ...base, state: 'warn', value: 'not found', code: 'library-missing', ...HELP[name] }
    : { ...base, state: 'ok', value: 'not found; not needed without a GPU', code: 'library-unneeded' };
}

function describeMemory({ name, totalBytes, freeBytes }: GpuMemory): Finding {
  const value = `${name}: ${(freeBytes / GIB).toFixed(1)} GiB free of ${(totalBytes / GIB).toFixed(1)} GiB`;
  const values = { name: `${name}: `, free: freeBytes / GIB, total: totalBytes / GIB };
  const base = { topic: 'machine', name: 'GPU memory', value, code: 'memory', values } as const;
  return freeBytes < LEAST_FREE_BYTES
    ? { ...base, state: 'warn', action: 'Close what else uses the GPU; models then fit again.', help: 'gpu-memory' }
    : { ...base, state: 'ok' };
}

function describeCpu(verdict: DeviceVerdict): Finding {
  const base = { topic: 'machine', name: 'Device cpu' } as const;
  return verdict.state === 'works'
    ? { ...base, state: 'ok', value: 'works', code: 'works' }
    : {
        ...base,
        state: 'bad',
        value: `does not work: ${verdict.reason}`,
        action: 'Install Voxlane again.',
        code: 'device-failed',
        help: 'install-again',
        values: { reason: verdict.reason },
      };
}
