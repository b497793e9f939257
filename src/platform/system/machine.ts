import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Machine } from '../../core/models/needs.ts';
import { listGpus } from './gpu.ts';

/** What this machine has for models that are installed into `modelsFolder` (which need not exist yet). */
export async function readMachine(modelsFolder: string, signal: AbortSignal): Promise<Machine> {
  const [gpus, physicalCores, freeDiskBytes] = await Promise.all([
    listGpus(signal),
    countPhysicalCores(),
    freeSpace(modelsFolder),
  ]);
  return {
    memoryBytes: usableMemory(),
    freeDiskBytes,
    physicalCores,
    gpus: gpus.map(({ name, memoryFreeMiB }) => ({ name, freeBytes: memoryFreeMiB * 1024 ** 2 })),
  };
}

/** The machine's memory, or the limit of the container around this process. */
function usableMemory(): number {
  // 0 or a number beyond the machine's memory where there is no limit.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Cores that do arithmetic; two threads of one share its units. At most the threads this process may run on. */
async function countPhysicalCores(): Promise<number> {
  const text = process.platform === 'linux' ? await readFile('/proc/cpuinfo', 'utf8').catch(() => '') : '';
  return Math.min(countCores(text) ?? Infinity, availableParallelism());
}

/** Distinct cores in the text of `/proc/cpuinfo`; `undefined` where it does not name them, as on ARM. */
export function countCores(cpuinfo: string): number | undefined {
  const cores = new Set<string>();
  for (const block of cpuinfo.split(/\n\s*\n/)) {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(block)?.[1] ?? '0'}:${core}`);
  }
  return cores.size === 0 ? undefined : cores.size;
}

/** Free bytes where `path` is or will be; 0 when nothing of it can be reached. */
async function freeSpace(path: string): Promise<number> {
  for (let at = path; ; at = dirname(at)) {
    const info = await statfs(at).catch(() => undefined);
    if (info !== undefined) return info.bavail * info.bsize;
    if (at === dirname(at)) return 0;
  }
}
