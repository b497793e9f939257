import { execFile } from 'node:child_process';

/** One NVIDIA GPU as `nvidia-smi` reports it; memory in MiB. */
export interface GpuInfo {
  readonly name: string;
  readonly driver: string;
  readonly memoryTotalMiB: number;
  readonly memoryFreeMiB: number;
}

const DEADLINE_MS = 5_000;

/** Asks `nvidia-smi` for the GPUs. Empty when there is no NVIDIA driver; other vendors are not listed. */
export function listGpus(signal: AbortSignal): Promise<readonly GpuInfo[]> {
  const query = ['--query-gpu=name,driver_version,memory.total,memory.free', '--format=csv,noheader,nounits'];
  return new Promise((resolve) => {
    execFile('nvidia-smi', query, { timeout: DEADLINE_MS, signal, killSignal: 'SIGKILL' }, (error, stdout) => {
      resolve(error === null ? parseGpuList(stdout) : []);
    });
  });
}

/** Parses `name, driver, total, free` lines; lines that do not fit are skipped. */
export function parseGpuList(csv: string): GpuInfo[] {
  return csv.split('\n').flatMap((line) => {
    const [name, driver, total, free] = line.split(',').map((field) => field.trim());
    const memoryTotalMiB = Number(total);
    const memoryFreeMiB = Number(free);
    if (!name || !driver || !Number.isFinite(memoryTotalMiB) || !Number.isFinite(memoryFreeMiB)) return [];
    return [{ name, driver, memoryTotalMiB, memoryFreeMiB }];
  });
}
