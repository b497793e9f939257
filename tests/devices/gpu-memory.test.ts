import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetGpuMemory, gpuMemory } from '../../src/platform/devices/gpu-memory.ts';
import { scratchFolder } from '../support/scratch.ts';

const GIB = 1024 ** 3;

describe('gpuMemory', () => {
  const scratch = scratchFolder();

  /** Puts a program called nvidia-smi in front of the path; each call is a line in a file. */
  function fakeNvidia(body: string): string {
    const bin = scratch.at('bin');
    const calls = scratch.at('calls');
    mkdirSync(bin, { recursive: true });
    writeFileSync(calls, '');
    writeFileSync(join(bin, 'nvidia-smi'), `#!/bin/sh\necho "$@" >> '${calls}'\n${body}\n`);
    chmodSync(join(bin, 'nvidia-smi'), 0o755);
    vi.stubEnv('PATH', `${bin}:/usr/bin:/bin`);
    return calls;
  }

  beforeEach(() => forgetGpuMemory());
  afterEach(() => {
    vi.unstubAllEnvs();
    forgetGpuMemory();
  });

  it('asks nvidia-smi once for as long as the answer is fresh', async () => {
    const calls = fakeNvidia('echo "RTX 4090, 550.54, 24564, 20000"; echo "RTX 3060, 550.54, 12288, 1024"');
    let now = 0;
    const ask = () => gpuMemory({ cards: scratch.at('none'), nowMs: () => now });
    expect(await ask()).toEqual([
      { name: 'RTX 4090', totalBytes: 24564 * 1024 ** 2, freeBytes: 20000 * 1024 ** 2, source: 'nvidia-smi' },
      { name: 'RTX 3060', totalBytes: 12 * GIB, freeBytes: GIB, source: 'nvidia-smi' },
    ]);
    now = 1000;
    await Promise.all([ask(), ask()]);
    const times = () => readFileSync(calls, 'utf8').trim().split('\n').length;
    expect(times()).toBe(1);
    now = 2000;
    await ask();
    expect(times()).toBe(2);
    expect(readFileSync(calls, 'utf8')).toContain('--query-gpu=');
  });

  it.each([
    ['fails', 'echo "NVIDIA-SMI has failed" >&2; exit 9'],
    ['says what nobody can read', 'echo "[N/A], , -, -"'],
  ])('finds no GPU when nvidia-smi %s', async (_what, body) => {
    fakeNvidia(body);
    expect(await gpuMemory({ cards: scratch.at('none') })).toEqual([]);
  });

  it('finds no GPU where there is no such program', async () => {
    vi.stubEnv('PATH', scratch.at('empty'));
    expect(await gpuMemory({ cards: scratch.at('none') })).toEqual([]);
  });

  it('reads what Linux says of cards of AMD, and passes over those that say nothing', async () => {
    vi.stubEnv('PATH', scratch.at('empty'));
    const cards = scratch.at('drm');
    const card = (name: string, files: Record<string, string>) => {
      mkdirSync(join(cards, name, 'device'), { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(cards, name, 'device', file), text);
    };
    card('card0', { mem_info_vram_total: `${8 * GIB}\n`, mem_info_vram_used: `${3 * GIB}\n` });
    card('card1', { vendor: '0x8086\n' });
    card('card2', { mem_info_vram_total: 'much\n', mem_info_vram_used: '1\n' });
    card('card0-DP-1', { mem_info_vram_total: '1\n', mem_info_vram_used: '0\n' });
    expect(await gpuMemory({ cards, platform: 'linux' })).toEqual([
      { name: 'AMD card0', totalBytes: 8 * GIB, freeBytes: 5 * GIB, source: 'sysfs' },
    ]);
  });
});
