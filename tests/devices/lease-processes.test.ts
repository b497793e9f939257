import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeNvidiaSmi } from '../support/fake-nvidia-smi.ts';
import { scratchFolder } from '../support/scratch.ts';

interface Said {
  readonly state: string;
  readonly gpu?: string;
  readonly model?: number;
}

const ENTRY = fileURLToPath(new URL('./workers/lease-holder.ts', import.meta.url));

describe('two processes that want one small card', () => {
  const scratch = scratchFolder();
  let started: { readonly child: ChildProcess; readonly said: Said[] }[] = [];
  const models = (): number[] => started.flatMap(({ said }) => said.flatMap(({ model }) => model ?? []));

  const start = (): (typeof started)[number] => {
    const path = fakeNvidiaSmi(scratch.at('bin'), 'echo "Small, 550.54, 8192, 6000"');
    const env = { ...process.env, PATH: path, VOXLANE_CACHE: scratch.at('cache') };
    const child = fork(ENTRY, { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const said: Said[] = [];
    child.on('message', (message) => said.push(message as Said));
    started.push({ child, said });
    return { child, said };
  };
  const hears = async (said: readonly Said[], count: number): Promise<Said> => {
    await expect.poll(() => said.length, { timeout: 15_000, interval: 50 }).toBeGreaterThanOrEqual(count);
    return said[count - 1];
  };
  const check = async ({ child, said }: (typeof started)[number]): Promise<string> => {
    const count = said.length + 1;
    child.send('check');
    return (await hears(said, count)).state;
  };

  beforeEach(() => {
    rmSync(scratch.at('cache'), { recursive: true, force: true });
    started = [];
  });
  afterEach(() => {
    for (const { child } of started) child.kill('SIGKILL');
    for (const pid of models()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended, as it should.
      }
    }
  });

  it('gives the place of a killed one away only when its model has ended as well', async () => {
    const first = start();
    expect(await hears(first.said, 1)).toMatchObject({ state: 'loaded', gpu: 'Small' });
    const second = start();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await sleep(1500);
    expect(second.said).toEqual([]);
    process.kill(models()[0], 'SIGKILL');
    expect(await hears(second.said, 1)).toMatchObject({ state: 'loaded' });
  });

  it('gives the place on when the first one is done', async () => {
    const first = start();
    await hears(first.said, 1);
    const second = start();
    first.child.send('release');
    expect(await hears(second.said, 1)).toMatchObject({ state: 'loaded' });
    await expect(check(second)).resolves.toBe('held');
  });

  it('takes a lease again that went with the book, unless the other one has the place by then', async () => {
    const first = start();
    await hears(first.said, 1);
    rmSync(scratch.at('cache/leases/leases.json'));
    expect(await check(first)).toBe('retaken');
    expect(await check(first)).toBe('held');
    rmSync(scratch.at('cache/leases/leases.json'));
    const second = start();
    await hears(second.said, 1);
    expect(await check(first)).toBe('lost');
    expect(await check(second)).toBe('held');
  });
});
