import { arch, platform, release } from 'node:os';
import { listGpus } from '../system/gpu.ts';
import type { Device } from '../../shared/device.ts';

/** Everything a verdict about a device depends on: the runtime, the system, and for CUDA the driver and its GPUs. */
export async function deviceSignature(device: Device, runtimeVersion: string, signal: AbortSignal): Promise<string> {
  const gpus = device === 'cuda' ? await listGpus(signal) : [];
  const driver = gpus.map((gpu) => `${gpu.name} ${gpu.driver}`).join(', ');
  return [runtimeVersion, platform(), release(), arch(), process.env['CUDA_VISIBLE_DEVICES'] ?? '', driver].join(' | ');
}
