import { afterEach, describe, expect, it } from 'vitest';
import { failure, rig, type Rig, type TransportCase } from './harness.ts';

/** How calls are stopped: by signal, by deadline, and by force when the job does not listen. */
export function describeCancellation(transport: TransportCase): void {
  describe('cancellation', () => {
    let current: Rig | undefined;
    const open = (): Rig => (current = rig(transport.healthy));
    afterEach(() => current?.client.shutdown());

    it('stops a cooperative job and keeps the worker', async () => {
      const { client } = open();
      const controller = new AbortController();
      const job = client.jobs.count(
        { to: 1000, everyMs: 20 },
        { signal: controller.signal, on: (value) => value === 2 && controller.abort() },
      );
      expect((await failure(job)).code).toBe('cancelled');
      expect(await client.jobs.echo('alive')).toBe('alive');
      expect(client.generation).toBe(1);
    });

    it('does not even start a worker for a call that is already aborted', async () => {
      const { client, workers } = open();
      expect((await failure(client.jobs.echo(1, { signal: AbortSignal.abort() }))).code).toBe('cancelled');
      expect(workers).toHaveLength(0);
    });

    it('rejects at once when aborted while the worker starts', async () => {
      const { client } = open();
      const controller = new AbortController();
      const job = client.jobs.echo(1, { signal: controller.signal });
      controller.abort();
      expect((await failure(job)).code).toBe('cancelled');
      expect(await client.jobs.echo('alive')).toBe('alive');
    });

    it('kills the worker when a job ignores its cancel, within grace plus kill time', async () => {
      const { client, workers } = open();
      const controller = new AbortController();
      let aborted = 0;
      const job = client.jobs.stubborn(undefined, {
        signal: controller.signal,
        on: () => {
          aborted = performance.now();
          controller.abort();
        },
      });
      const bystander = failure(client.jobs.wait({ ms: 60_000 }));
      expect((await failure(job)).code).toBe('cancelled');
      expect(performance.now() - aborted).toBeGreaterThanOrEqual(190);
      expect(performance.now() - aborted).toBeLessThan(2000);
      const lost = await bystander;
      expect(lost.code).toBe('engine-crashed');
      expect(lost.message).toContain('"stubborn"');
      await workers[0]?.exited;
      expect(client.state).toBe('dead');
      expect(await client.jobs.echo('next')).toBe('next');
      expect(client.generation).toBe(2);
    });

    it('kills the worker at once for a job that cannot be interrupted', async () => {
      const { client } = open();
      const controller = new AbortController();
      let aborted = 0;
      const job = client.jobs.uninterruptible(undefined, {
        signal: controller.signal,
        on: () => {
          aborted = performance.now();
          controller.abort();
        },
      });
      expect((await failure(job)).code).toBe('cancelled');
      expect(performance.now() - aborted).toBeLessThan(1500);
      expect(client.state).toBe('dead');
    });

    it('stops a job at its deadline with timed-out and keeps the worker', async () => {
      const { client } = open();
      await client.start();
      const error = await failure(client.jobs.wait({ ms: 60_000 }, { deadlineMs: 100 }));
      expect(error.code).toBe('timed-out');
      expect(error.details).toEqual({ job: 'wait', deadlineMs: 100 });
      expect(await client.jobs.wait({ ms: 1 }, { deadlineMs: 5000 })).toBe('done');
      expect(client.generation).toBe(1);
    });
  });
}
