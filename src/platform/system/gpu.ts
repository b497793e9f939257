import { execFile } from 'node:child_process';

/** One NVIDIA GPU as `nvidia-smi` reports it; memory in MiB. */
export interface GpuInfo {
  readonly name: string;
  readonly driver: string;
  readonly memoryTotalMiB: number;
  readonly memoryFreeMiB: number;
}

const DEADLINE_MS = 5_000;

/** What `nvidia-smi` says. `absent`: there is no such program. `failed`: it is there and does not work. */
export type NvidiaAnswer =
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'gpus'; readonly gpus: readonly GpuInfo[] };

/** Asks `nvidia-smi` for the GPUs, for at most 5 s. Never rejects. */
export function askNvidia(signal: AbortSignal): Promise<NvidiaAnswer> {
  const query = ['--query-gpu=name,driver_version,memory.total,memory.free', '--format=csv,noheader,nounits'];
  return new Promise((resolve) => {
    execFile('nvidia-smi', query, { timeout: DEADLINE_MS, signal, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error === null) return resolve({ kind: 'gpus', gpus: parseGpuList(stdout) });
      if (error.code === 'ENOENT') return resolve({ kind: 'absent' });
      const said = `${stderr}\n${stdout}`.split('\n').find((line) => line.trim() !== '');
      const silence = error.killed === true ? `no answer within ${DEADLINE_MS / 1000} s` : 'no reason was given';
      resolve({ kind: 'failed', reason: (error.killed === true ? undefined : said?.trim().slice(0, 200)) ?? silence });
    });
  });
}

/** The GPUs of `nvidia-smi`. Empty when there is no NVIDIA driver, or none that works; other vendors are not listed. */
export async function listGpus(signal: AbortSignal): Promise<readonly GpuInfo[]> {
  const answer = await askNvidia(signal);
  return answer.kind === 'gpus' ? answer.gpus : [];
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
