import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { parseUtilityMessage } from '../../src/engine/protocol/utility-channel.ts';
import { utilityScripts } from '../../src/main/engine/utility-scripts.ts';
import { deviceProbe } from '../../src/studio/host-scripts.ts';
import { utilityWorker } from '../../src/main/engine/utility-worker.ts';
import { fork } from '../support/electron-stand-in/utility-process.ts';
import { describeTransportConformance } from './conformance.ts';
import { failure, rig } from './harness.ts';
import { goneWithin } from './processes.ts';

const worker = (name: string) => utilityWorker(fork, new URL(`./workers/${name}.ts`, import.meta.url));

describeTransportConformance('utility processes', () => ({
  healthy: worker('utility'),
  exitsAtOnce: worker('exits-at-once'),
  neverReady: worker('never-ready'),
  can: { signals: 'Electron tells no signals', environment: true, faultIsolation: true, output: true },
}));

describe('scripts as utility processes', () => {
  const scripts = utilityScripts(fork);
  const script = (name: string): string => fileURLToPath(new URL(`./workers/${name}.ts`, import.meta.url));
  const run = { script: script('echo-script'), args: [], signal: new AbortController().signal, wallMs: 20_000 };

  it('get their input and give their answer', async () => {
    expect(await scripts({ ...run, input: 'gizli' })).toMatchObject({
      code: 0,
      ended: 'itself',
      stdout: 'heard gizli',
    });
  });

  it('test a device for an engine that cannot start a process itself', async () => {
    const outcome = await scripts({ ...deviceProbe('cpu'), signal: run.signal, wallMs: 60_000 });
    expect(JSON.parse(outcome.stdout)).toMatchObject({ kind: 'works' });
  });

  it('end at their deadline, and when their caller has enough', async () => {
    expect(await scripts({ ...run, wallMs: 300 })).toMatchObject({ ended: 'wall-deadline' });
    const stop = new AbortController();
    const ending = failure(scripts({ ...run, signal: stop.signal }));
    stop.abort();
    expect((await ending).code).toBe('cancelled');
  });

  it('are asked for over the channel, and nothing else is', () => {
    expect(parseUtilityMessage({ kind: 'probe', id: 1, device: 'cuda', wallMs: 5, extra: 1 })).toEqual({
      kind: 'probe',
      id: 1,
      device: 'cuda',
      wallMs: 5,
    });
    for (const odd of [
      { kind: 'probe', id: 1, device: '../x', wallMs: 5 },
      { kind: 'probe', id: 1, device: 'cuda', wallMs: 1e12 },
      { kind: 'probed', id: 1, end: { ended: 'itself', stdout: 1, stderr: '' } },
      { kind: 'run', script: '/bin/sh' },
      { kind: 'frame' },
      null,
    ])
      expect(parseUtilityMessage(odd)).toBeUndefined();
  });
});

describe('a utility process', () => {
  it('that is killed from outside ends its work with an error and is replaced', async () => {
    const { client } = rig(worker('utility'));
    await client.start();
    const job = failure(client.jobs.wait({ ms: 60_000 }));
    process.kill(client.pid ?? 0, 'SIGKILL');
    expect((await job).code).toBe('engine-crashed');
    expect(await client.jobs.echo('next')).toBe('next');
    await client.shutdown();
  });

  it('that is suspended is forced to end', async () => {
    const { client } = rig(worker('utility'), { heartbeatTimeoutMs: 800 });
    await client.start();
    const pid = client.pid ?? 0;
    const job = failure(client.jobs.wait({ ms: 60_000 }));
    process.kill(pid, 'SIGSTOP');
    expect((await job).code).toBe('engine-unresponsive');
    expect(await goneWithin(pid, 2000)).toBe(true);
    await client.shutdown();
  });
});
