import { describe, expect, it } from 'vitest';
import { parseGpuList } from './gpu.ts';

describe('parseGpuList', () => {
  it('reads one line per GPU', () => {
    expect(parseGpuList('NVIDIA A, 550.54, 24564, 20000\nNVIDIA B, 550.54, 8192, 100\n')).toEqual([
      { name: 'NVIDIA A', driver: '550.54', memoryTotalMiB: 24564, memoryFreeMiB: 20000 },
      { name: 'NVIDIA B', driver: '550.54', memoryTotalMiB: 8192, memoryFreeMiB: 100 },
    ]);
  });
  it('skips what is not a GPU line', () => {
    expect(parseGpuList('No devices were found\n\nX, 1, [N/A], 5')).toEqual([]);
  });
});
