import { describe, expect, it } from 'vitest';
import { readMachine } from './machine.ts';

describe('readMachine', () => {
  it('finds memory, cores and the disk of a folder that is not there yet', async () => {
    const machine = await readMachine('/tmp/no/such/folder/yet', new AbortController().signal);
    expect(machine.memoryBytes).toBeGreaterThan(2 ** 28);
    expect(machine.physicalCores).toBeGreaterThanOrEqual(1);
    expect(machine.freeDiskBytes).toBeGreaterThan(0);
  });
});
