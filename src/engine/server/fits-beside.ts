import { fitTogether, type PlacedModel } from '../../core/devices/fit-together.ts';
import { memoryBudgetOf } from '../../core/models/needs.ts';
import { gpuMemory } from '../../platform/devices/gpu-memory.ts';
import { usableMemory } from '../../platform/system/machine.ts';

/** Whether this machine has room for a model while another is in memory. */
export async function fitsBeside(held: PlacedModel, wanted: PlacedModel): Promise<boolean> {
  return fitTogether(held, wanted, { memoryBytes: memoryBudgetOf(usableMemory()), gpus: await gpuMemory() });
}
