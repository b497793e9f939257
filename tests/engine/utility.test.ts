import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { EngineClient } from '../../src/engine/host/engine-client.ts';
import { parseUtilityMessage } from '../../src/engine/protocol/utility-channel.ts';
import { utilityScripts } from '../../src/main/engine/utility-scripts.ts';
import { deviceProbe } from '../../src/studio/host-scripts.ts';
import { utilityWorker } from '../../src/main/engine/utility-worker.ts';
import { type Fault, faultsIn } from '../support/asr-faults.ts';
import { fork, MessageChannelMain } from '../support/electron-stand-in/utility-process.ts';
import { scratchFolder } from '../support/scratch.ts';
import { describeTransportConformance } from './conformance.ts';
import { failure, rig } from './harness.ts';
import { goneWithin, isRunning } from './processes.ts';
import type { HearJobs } from './workers/utility-owner.ts';

const entryOf = (name: string): URL => new URL(`./workers/${name}.ts`, import.meta.url);
const recognisers = (env: Record<string, string> = {}) => ({
  entry: entryOf('asr-faults'),
  channel: () => new MessageChannelMain(),
  env,
});
const worker = (name: string) => utilityWorker(fork, entryOf(name), recognisers());

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
      { kind: 'start', id: '1' },
      { kind: 'end', id: 1, signal: 'SIGSTOP' },
      { kind: 'started', id: 1, pid: '7' },
      { kind: 'ended', id: 1, code: 0, output: [1] },
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

describe('a recogniser of a utility process', () => {
  const scratch = scratchFolder();
  const clientFor = (faults: readonly Fault[]): EngineClient<HearJobs> => {
    const start = recognisers(faultsIn(scratch.path, faults));
    return new EngineClient(utilityWorker(fork, entryOf('utility-owner'), start), { hear: { cancel: 'cooperative' } });
  };

  it('is a further one that the host starts, and is gone after its work', async () => {
    const client = clientFor([]);
    const pids: number[] = [];
    expect(await client.jobs.hear({ limitMs: 20_000 }, { on: (pid) => pids.push(pid) })).toBe('test-model-7');
    expect(pids[0]).toBeGreaterThan(0);
    expect(pids[0]).not.toBe(client.pid);
    expect(isRunning(pids[0] ?? 0)).toBe(false);
    await client.shutdown();
  });

  it('says how it ended, with its last lines, and the next one works', async () => {
    const client = clientFor([
      { do: 'abort', times: 1 },
      { do: 'hang', times: 1 },
    ]);
    const crash = await failure(client.jobs.hear({ limitMs: 20_000 }));
    expect(crash).toMatchObject({ code: 'engine-crashed', details: { processEnded: true, model: 'test-model' } });
    expect(crash.details?.['output']).toContain('assertion failed in native code');
    expect(JSON.stringify(await client.takeNativeWarnings())).toContain('assertion failed in native code');
    expect((await failure(client.jobs.hear({ limitMs: 500 }))).code).toBe('engine-unresponsive');
    expect(await client.jobs.hear({ limitMs: 20_000 })).toBe('test-model-7');
    expect(client.generation).toBe(1);
    await client.shutdown();
  });

  it.each<NodeJS.Signals>(['SIGKILL', 'SIGTERM'])('is gone when its engine is ended with %s', async (signal) => {
    const client = clientFor([{ do: 'hang' }]);
    let recogniser = 0;
    const job = client.jobs.hear(
      { limitMs: 60_000 },
      {
        on(pid) {
          recogniser = pid;
          process.kill(client.pid ?? 0, signal);
        },
      },
    );
    expect((await failure(job)).code).toBe('engine-crashed');
    expect(await goneWithin(recogniser, 2000)).toBe(true);
    await client.shutdown();
  });
});
