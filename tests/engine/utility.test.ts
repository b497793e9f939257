import { describe, expect, it } from 'vitest';
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
