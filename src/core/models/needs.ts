import { type CatalogueEntry, catalogueBytes } from './catalogue.ts';

/** What a machine has for models. Sizes in bytes. */
export interface Machine {
  /** All memory that this process may use. */
  readonly memoryBytes: number;
  /** Free space where models are installed. */
  readonly freeDiskBytes: number;
  readonly physicalCores: number;
  readonly gpus: readonly { readonly name: string; readonly freeBytes: number }[];
}

/** Memory left to the system and to other programs: the part of it that models never get. */
const SYSTEM_SHARE = 0.25;

/** Memory that a model may take on this machine, in bytes. */
export function memoryBudget(machine: Machine): number {
  return memoryBudgetOf(machine.memoryBytes);
}

/** The same of an amount of memory. */
export function memoryBudgetOf(memoryBytes: number): number {
  return Math.floor(memoryBytes * (1 - SYSTEM_SHARE));
}

/**
 * Memory a model needs while running, in bytes: what the catalogue states, else an estimate. ONNX Runtime took 1.97
 * times the size of a full-precision file to load it; engines of GGUF files map them. `undefined` for an unknown size.
 */
export function memoryNeed(entry: CatalogueEntry): number | undefined {
  if (entry.memoryBytes !== undefined) return entry.memoryBytes;
  const bytes = catalogueBytes(entry);
  if (bytes === undefined) return undefined;
  const working = entry.task === 'asr' || entry.task === 'translate' ? GENERATING_BYTES : WORKING_BYTES;
  return Math.ceil(bytes * (entry.layout === 'gguf' ? 1.05 : 2)) + working;
}

/** What a run takes beside the weights; models that write text also keep what they wrote and heard. */
const WORKING_BYTES = 200_000_000;
const GENERATING_BYTES = 500_000_000;

/** Where a model would have room on this machine. */
export type Fit = 'memory' | 'gpu' | 'none' | 'unknown';

/** Whether a model fits the machine's memory, else the free memory of one of its GPUs. */
export function fitOf(entry: CatalogueEntry, machine: Machine): Fit {
  const need = memoryNeed(entry);
  if (need === undefined) return 'unknown';
  if (need <= memoryBudget(machine)) return 'memory';
  return machine.gpus.some((gpu) => need <= gpu.freeBytes) ? 'gpu' : 'none';
}
