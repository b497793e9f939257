import type { Amounts } from './resources.ts';

/** How the work of a queue is spread over a machine. */
export interface MachinePlan {
  /** Recordings that are transcribed at the same time. */
  readonly parallelJobs: number;
  /** Threads that each of them gets. */
  readonly threadsPerJob: number;
  readonly parallelDownloads: number;
}

export interface MachineWish {
  readonly parallelJobs: number | 'auto';
  readonly parallelDownloads: number;
}

/** Cores a job should have before another one starts beside it; `npm run bench -- queue` compares on a machine. */
const CORES_PER_JOB = 4;
/** Memory that a job of the CPU models may take, and what the system keeps. */
const MEMORY_PER_JOB = 3 * 1024 ** 3;
const MEMORY_KEPT = 2 * 1024 ** 3;

/** More would only wait for each other at their provider. */
const PARALLEL_TRANSLATIONS = 2;

/** Spreads `cores` over jobs: as many as wished, or as have the cores and the memory; at least one. */
export function planMachine(
  wish: MachineWish,
  machine: { readonly cores: number; readonly memoryBytes: number },
): MachinePlan {
  const byMemory = Math.floor((machine.memoryBytes - MEMORY_KEPT) / MEMORY_PER_JOB);
  const automatic = Math.min(Math.floor(machine.cores / CORES_PER_JOB), byMemory);
  const parallelJobs = Math.max(1, wish.parallelJobs === 'auto' ? automatic : wish.parallelJobs);
  return {
    parallelJobs,
    threadsPerJob: Math.max(1, Math.floor(machine.cores / parallelJobs)),
    parallelDownloads: Math.max(1, wish.parallelDownloads),
  };
}

/** The resources a plan hands out. `cpu` counts threads, the others pieces of work; each GPU takes one. */
export function capacityOf(plan: MachinePlan, gpus: readonly string[] = []): Amounts {
  return {
    ...Object.fromEntries(gpus.map((gpu) => [gpu, 1])),
    downloads: plan.parallelDownloads,
    translations: PARALLEL_TRANSLATIONS,
    jobs: plan.parallelJobs,
    cpu: plan.parallelJobs * plan.threadsPerJob,
  };
}
