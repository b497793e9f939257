import { readdir, readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { listGpus } from '../system/gpu.ts';

/** Memory of one GPU in bytes. */
export interface GpuMemory {
  readonly name: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
  readonly source: 'nvidia-smi' | 'sysfs' | 'unified';
}

export interface GpuQuery {
  /** Where Linux lists graphics cards. */
  readonly cards?: string;
  readonly platform?: NodeJS.Platform;
  readonly nowMs?: () => number;
}

const MIB = 1024 ** 2;
/** How long an answer holds: asking takes up to a tenth of a second, and memory changes with each model. */
const FRESH_MS = 1500;
/** Share of the memory of a Mac that its GPU may take. */
const UNIFIED_SHARE = 0.7;

let last: { readonly atMs: number; readonly answer: Promise<readonly GpuMemory[]> } | undefined;

/**
 * The GPUs of this machine with the memory that is free on each: NVIDIA's by `nvidia-smi`, AMD's from Linux, a Mac's as
 * the share of its memory that a GPU gets. Empty where none can be asked. Asked at most every 1.5 s; never rejects.
 */
export function gpuMemory(query: GpuQuery = {}): Promise<readonly GpuMemory[]> {
  const nowMs = (query.nowMs ?? performance.now.bind(performance))();
  if (last !== undefined && nowMs - last.atMs < FRESH_MS) return last.answer;
  // Bounded by the deadline of the question itself: an answer that is shared must not end with one asker.
  const answer = askAll(query);
  last = { atMs: nowMs, answer };
  return answer;
}

/** What was asked before does not hold any more: a model was loaded or its process has ended. */
export function forgetGpuMemory(): void {
  last = undefined;
}

async function askAll({ cards = '/sys/class/drm', platform = process.platform }: GpuQuery): Promise<GpuMemory[]> {
  if (platform === 'darwin')
    return process.arch === 'arm64'
      ? [
          {
            name: 'Apple GPU',
            totalBytes: totalmem(),
            freeBytes: Math.floor(totalmem() * UNIFIED_SHARE),
            source: 'unified',
          },
        ]
      : [];
  const nvidia = (await listGpus(new AbortController().signal)).map(
    ({ name, memoryTotalMiB, memoryFreeMiB }): GpuMemory => ({
      name,
      totalBytes: memoryTotalMiB * MIB,
      freeBytes: memoryFreeMiB * MIB,
      source: 'nvidia-smi',
    }),
  );
  return platform === 'linux' ? [...nvidia, ...(await amdCards(cards))] : nvidia;
}

/** Cards whose driver says in files how much memory they have and use, as AMD's does. */
async function amdCards(folder: string): Promise<GpuMemory[]> {
  const names = (await readdir(folder).catch(() => [] as string[])).filter((name) => /^card\d+$/.test(name)).sort();
  const found = await Promise.all(
    names.map(async (name): Promise<GpuMemory[]> => {
      const device = join(folder, name, 'device');
      const [total, used] = await Promise.all(
        ['total', 'used'].map((what) => readCount(join(device, `mem_info_vram_${what}`))),
      );
      if (total === undefined || used === undefined || used > total) return [];
      return [{ name: `AMD ${name}`, totalBytes: total, freeBytes: total - used, source: 'sysfs' }];
    }),
  );
  return found.flat();
}

async function readCount(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return /^\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}
