import { describe, expect, it } from 'vitest';
import { childProcessWorker } from '../../src/engine/host/child-process-worker.ts';
import { memoryWorker } from '../../src/engine/host/memory-worker.ts';
import type { WorkerSpec } from '../../src/engine/host/worker-process.ts';
import { PROTOCOL_VERSION } from '../../src/engine/protocol/frames.ts';
import { parseDownFrame } from '../../src/engine/protocol/parse-frames.ts';
import { serveEngine } from '../../src/engine/server/serve-engine.ts';
import { failure, rig } from './harness.ts';
import { testHandlers } from './workers/test-jobs.ts';

describe('a start that must fail', () => {
  it('refuses a worker of another protocol version', async () => {
    const { client } = rig(
      memoryWorker((transport) => {
        transport.onFrame((value) => {
          const frame = parseDownFrame(value);
          if (frame !== undefined) transport.post({ ...frame, type: 'ready', protocol: PROTOCOL_VERSION + 1 });
        });
      }),
    );
    const error = await failure(client.start());
    expect(error.code).toBe('engine-start-failed');
    expect(error.message).toContain(`protocol ${PROTOCOL_VERSION + 1}`);
  });

  it('is refused by a worker of another protocol version, which ends', async () => {
    const spec = memoryWorker((transport, exit) => {
      const older = {
        ...transport,
        onFrame: (listener: (frame: unknown) => void) =>
          transport.onFrame((frame) => listener({ ...(frame as object), protocol: PROTOCOL_VERSION + 1 })),
      };
      serveEngine(older, testHandlers({ raw: older, hang: () => undefined, exit }), { exit });
    });
    const { client, workers } = rig(spec);
    const error = await failure(client.start());
    expect(error.code).toBe('engine-start-failed');
    expect(error.message).toContain('speaks protocol');
    expect((error.cause as Error | undefined)?.message).toContain('different builds');
    expect(await workers[0]?.exited).toMatchObject({ code: 1 });
  });

  it('names why a worker could not be spawned', async () => {
    const { client } = rig({
      name: 'engine process',
      spawn() {
        throw new Error('spawn EAGAIN');
      },
    });
    const error = await failure(client.start());
    expect(error.code).toBe('engine-start-failed');
    expect(error.message).toContain('spawn EAGAIN');
  });

  it('quotes what Node says about an entry file that is not there', async () => {
    const { client } = rig(childProcessWorker(new URL('workers/not-there.ts', import.meta.url)));
    const error = await failure(client.start());
    expect(error.code).toBe('engine-start-failed');
    expect(error.details?.['output']).toContain('not-there.ts');
  });
});

describe('a worker that cannot be ended', () => {
  const immortal: WorkerSpec = (() => {
    const spec = memoryWorker((transport, exit) => {
      const raw = { ...transport, post: (frame: unknown) => transport.post(frame) };
      // Answers and runs jobs, but survives every request to go.
      serveEngine(raw, testHandlers({ raw, hang: () => undefined, exit }), { exit: () => undefined });
    });
    return { name: spec.name, spawn: () => ({ ...spec.spawn(), kill: () => undefined }) };
  })();
  const timing = { stopGraceMs: 50, termGraceMs: 50, killWaitMs: 50 };

  it('is reported instead of being taken for ended', async () => {
    const { client } = rig(immortal, timing);
    await client.start();
    const pending = failure(client.jobs.uninterruptible(undefined));
    expect((await failure(client.shutdown())).code).toBe('engine-unresponsive');
    expect((await pending).code).toBe('cancelled');
    expect(client.state).toBe('stopping');
  });

  it('settles its callers and refuses a second worker beside it', async () => {
    const { client, workers } = rig(immortal, timing);
    const controller = new AbortController();
    const job = client.jobs.uninterruptible(undefined, { signal: controller.signal, on: () => controller.abort() });
    expect((await failure(job)).code).toBe('cancelled');
    expect((await failure(client.jobs.echo(1))).code).toBe('engine-unresponsive');
    expect(workers).toHaveLength(1);
  });
});
