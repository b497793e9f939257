import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Machine } from '../../core/models/needs.ts';
import { physicalCores } from './cores.ts';
import { listGpus } from './gpu.ts';

/** What this machine has for models that are installed into `modelsFolder` (which need not exist yet). */
export async function readMachine(modelsFolder: string, signal: AbortSignal): Promise<Machine> {
  const [gpus, freeDiskBytes] = await Promise.all([listGpus(signal), freeSpace(modelsFolder)]);
  return {
    memoryBytes: usableMemory(),
    freeDiskBytes,
    physicalCores: physicalCores(),
    gpus: gpus.map(({ name, memoryFreeMiB }) => ({ name, freeBytes: memoryFreeMiB * 1024 ** 2 })),
  };
}

/** The machine's memory in bytes, or the limit of the container around this process. */
export function usableMemory(): number {
  // 0 or a number beyond the machine's memory where there is no limit.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Free bytes where `path` is or will be; 0 when nothing of it can be reached. */
async function freeSpace(path: string): Promise<number> {
  for (let at = path; ; at = dirname(at)) {
    const info = await statfs(at).catch(() => undefined);
    if (info !== undefined) return info.bavail * info.bsize;
    if (at === dirname(at)) return 0;
  }
}
