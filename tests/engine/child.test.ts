import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { childProcessWorker } from '../../src/engine/host/child-process-worker.ts';
import { describeTransportConformance } from './conformance.ts';
import { goneWithin, isRunning } from './processes.ts';

describeTransportConformance('child processes', () => ({
  healthy: childProcessWorker(new URL('./workers/child.ts', import.meta.url)),
  exitsAtOnce: childProcessWorker(new URL('./workers/exits-at-once.ts', import.meta.url)),
  neverReady: childProcessWorker(new URL('./workers/never-ready.ts', import.meta.url)),
  can: { signals: true, environment: true, faultIsolation: true, output: true },
}));

describe('a host that is killed with -9', () => {
  it('leaves no worker behind, not even in the middle of a job', async () => {
    const host = fork(fileURLToPath(new URL('./workers/orphan-host.ts', import.meta.url)), [], {
      execArgv: [],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const [line] = (await once(host.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const worker = Number(line.toString());
    expect(isRunning(worker)).toBe(true);
    host.kill('SIGKILL');
    await once(host, 'exit');
    expect(await goneWithin(worker, 3000)).toBe(true);
  });
});
