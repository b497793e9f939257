import { describe, expect, it } from 'vitest';
import { fitTogether } from './fit-together.ts';

const GIB = 1024 ** 3;
const on = (device: 'cpu' | 'cuda' | 'vulkan' | 'metal', gib: number) => ({ device, needBytes: gib * GIB });
const memory = (gib: number, ...cards: readonly (readonly [total: number, free: number])[]) => ({
  memoryBytes: gib * GIB,
  gpus: cards.map(([total, free], at) => ({ name: `card ${at}`, totalBytes: total * GIB, freeBytes: free * GIB })),
});

describe('fitTogether', () => {
  it.each([
    ['both on the processor, with room', on('cpu', 3), on('cpu', 4), memory(8), true],
    ['both on the processor, without', on('cpu', 5), on('cpu', 4), memory(8), false],
    ['a GPU and the processor', on('cuda', 7), on('cpu', 7), memory(8, [8, 1]), true],
    ['a Mac, whose GPU has no memory of its own', on('metal', 5), on('cpu', 4), memory(8, [8, 8]), false],
    ['one large card with room beside the first', on('cuda', 10), on('vulkan', 10), memory(8, [24, 13]), true],
    ['one large card without', on('cuda', 15), on('cuda', 10), memory(64, [24, 8]), false],
    ['another card with room', on('cuda', 15), on('cuda', 10), memory(8, [24, 8], [24, 23]), true],
    ['a small card, which holds one heavy model', on('cuda', 2), on('cuda', 2), memory(8, [8, 5]), false],
    ['a GPU that cannot be asked', on('vulkan', 1), on('vulkan', 1), memory(64), false],
  ])('%s', (_, held, wanted, machine, expected) => {
    expect(fitTogether(held, wanted, machine)).toBe(expected);
  });
});
