import { type GpuRoom, mayLoad } from './lease-book.ts';

/** A model, by where it runs and what it takes there. */
export interface PlacedModel {
  readonly device: string;
  readonly needBytes: number;
}

interface SharedMemory {
  /** Memory that models may take on the processor's side. */
  readonly memoryBytes: number;
  /** The GPUs as they are now; empty when they cannot be asked. */
  readonly gpus: readonly GpuRoom[];
}

/** GPUs without memory of their own. */
const UNIFIED: readonly string[] = ['metal', 'coreml'];

/**
 * Whether `wanted` may be loaded while `held` stays in memory. Two models on GPUs may where one is known to have room
 * beside what it holds now; where that cannot be asked they may not.
 */
export function fitTogether(held: PlacedModel, wanted: PlacedModel, { memoryBytes, gpus }: SharedMemory): boolean {
  const [first, second] = [held, wanted].map(({ device }) => (UNIFIED.includes(device) ? 'cpu' : device));
  if (first === 'cpu' && second === 'cpu') return held.needBytes + wanted.needBytes <= memoryBytes;
  if (first === 'cpu' || second === 'cpu') return true;
  return gpus.some((room) => {
    const lease = { owner: '', gpu: room.name };
    const here = { ...lease, id: 'held', needBytes: held.needBytes, state: 'loaded' } as const;
    const next = { ...lease, id: 'wanted', needBytes: wanted.needBytes, state: 'waiting' } as const;
    return mayLoad([here, next], next.id, room);
  });
}
