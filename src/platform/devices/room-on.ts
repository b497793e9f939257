import { usableMemory } from '../system/machine.ts';
import { gpuMemory } from './gpu-memory.ts';

/**
 * Memory in bytes where a model on `device` runs: this machine's for the processor and for a GPU that shares it, else of the
 * GPU of that name, or of the one with most free. `undefined` where that cannot be asked.
 */
export async function roomOn(
  device: string,
  gpu?: string,
): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | undefined> {
  const machine = { freeBytes: process.availableMemory(), totalBytes: usableMemory() };
  if (device === 'cpu') return machine;
  const gpus = await gpuMemory();
  const own = gpus.find(({ name }) => name === gpu) ?? [...gpus].sort((a, b) => b.freeBytes - a.freeBytes)[0];
  return own?.source === 'unified' ? machine : own;
}
