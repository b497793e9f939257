import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GpuRoom } from '../../src/core/devices/lease-book.ts';
import { leaseGpu } from '../../src/platform/devices/gpu-leases.ts';
import { processTag } from '../../src/platform/process/process-start.ts';
import { scratchFolder } from '../support/scratch.ts';

const GIB = 1024 ** 3;
const never = new AbortController().signal;

describe('leaseGpu', () => {
  const scratch = scratchFolder();
  const card = (freeGib: number): GpuRoom => ({ name: 'card', totalBytes: 8 * GIB, freeBytes: freeGib * GIB });
  const ask = (waitMs: number, signal = never, rooms = () => Promise.resolve([card(6)])) =>
    leaseGpu({ needBytes: 4 * GIB, waitMs, signal, rooms });

  beforeEach(() => vi.stubEnv('VOXLANE_CACHE', scratch.at('cache')));
  afterEach(() => vi.unstubAllEnvs());

  it('lets the second heavy model in when the first is released', async () => {
    const first = await ask(1000);
    await first?.loaded();
    expect(await ask(0)).toBeUndefined();
    const waiting = ask(10_000);
    await first?.release();
    const second = await waiting;
    expect(second).toBeDefined();
    await second?.release();
  });

  it('ends the wait when it is cancelled, and takes its place out of the queue', async () => {
    const first = await ask(1000);
    const stop = new AbortController();
    const waiting = ask(10_000, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await first?.release();
    const next = await ask(1000);
    expect(next).toBeDefined();
    await next?.release();
  });

  it('waits for no card that is too small, or that nobody can ask about', async () => {
    expect(await leaseGpu({ needBytes: 9 * GIB, waitMs: 60_000, signal: never, rooms: async () => [card(8)] })).toBe(
      undefined,
    );
    expect(await leaseGpu({ needBytes: 1, waitMs: 60_000, signal: never, rooms: async () => [] })).toBe(undefined);
  });

  it('is released when the process that held it is killed', async () => {
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const owner = processTag(holder.pid as number);
    const folder = join(scratch.at('cache'), 'leases');
    mkdirSync(folder, { recursive: true });
    const held = { id: 'x', owner, gpu: 'card', needBytes: 4 * GIB, state: 'loaded' };
    writeFileSync(join(folder, 'leases.json'), JSON.stringify([held]));
    expect(await ask(0)).toBeUndefined();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const lease = await ask(5000);
    expect(lease).toBeDefined();
    await lease?.release();
  });

  it('starts afresh when the book is nonsense', async () => {
    mkdirSync(join(scratch.at('cache'), 'leases'), { recursive: true });
    writeFileSync(join(scratch.at('cache'), 'leases', 'leases.json'), '{"a":');
    const lease = await ask(1000);
    expect(lease).toBeDefined();
    await lease?.release();
  });
});
