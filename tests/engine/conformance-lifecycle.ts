import { describe, expect, it } from 'vitest';
import { failure, rig, type TransportCase } from './harness.ts';

/** Start, breaker, stop and shutdown. */
export function describeLifecycle(transport: TransportCase): void {
  describe('lifecycle', () => {
    it('goes through its states and shuts down once, cleanly', async () => {
      const { client, workers, states } = rig(transport.healthy);
      await client.start();
      const pending = failure(client.jobs.wait({ ms: 60_000 }));
      const first = client.shutdown();
      expect(client.shutdown()).toBe(first);
      await first;
      expect((await pending).code).toBe('cancelled');
      expect(await workers[0]?.exited).toMatchObject({ code: 0 });
      expect(states).toEqual(['starting', 'ready', 'stopping', 'dead', 'idle']);
      expect((await failure(client.jobs.echo(1))).code).toBe('cancelled');
      expect(workers).toHaveLength(1);
    });

    it('shuts down what never started', async () => {
      const { client, workers } = rig(transport.healthy);
      await client.shutdown();
      expect(client.state).toBe('idle');
      expect(workers).toHaveLength(0);
    });

    it('shuts down while starting', async () => {
      const { client, workers } = rig(transport.neverReady, { stopGraceMs: 200, termGraceMs: 200 });
      const call = failure(client.jobs.echo(1));
      const stopped = client.shutdown();
      expect((await call).code).toBe('cancelled');
      await stopped;
      await workers[0]?.exited;
      expect(client.state).toBe('idle');
    });

    it('starts again after a stop', async () => {
      const { client } = rig(transport.healthy);
      await client.start();
      await client.stop();
      expect(client.state).toBe('idle');
      expect(await client.jobs.echo('again')).toBe('again');
      expect(client.generation).toBe(2);
      await client.shutdown();
    });

    it('starts one worker for concurrent first calls', async () => {
      const { client, workers } = rig(transport.healthy);
      expect(await Promise.all([client.jobs.echo(1), client.jobs.echo(2), client.start()])).toEqual([1, 2, undefined]);
      expect(workers).toHaveLength(1);
      await client.shutdown();
    });

    it('gives up on a worker that never becomes ready, and ends it', async () => {
      const { client, workers } = rig(transport.neverReady, { startDeadlineMs: 400 });
      const error = await failure(client.start());
      expect(error.code).toBe('engine-start-failed');
      expect(error.message).toContain('400 ms');
      await workers[0]?.exited;
      expect(client.state).toBe('dead');
      await client.shutdown();
    });

    it('opens the breaker after three failed starts in a row, until reset', async () => {
      const { client, workers } = rig(transport.exitsAtOnce);
      for (let attempt = 1; attempt <= 3; attempt++) {
        expect((await failure(client.jobs.echo(1))).code).toBe('engine-start-failed');
        expect(workers).toHaveLength(attempt);
      }
      expect(client.state).toBe('broken');
      const error = await failure(client.jobs.echo(1));
      expect(error.code).toBe('engine-start-failed');
      expect(error.message).toContain('3 times in a row');
      expect(error.message).toContain('exit code 3');
      if (transport.can.output === true) expect(error.details?.['output']).toContain('cannot load the native runtime');
      expect(workers).toHaveLength(3);
      client.reset();
      expect(client.state).toBe('dead');
      await failure(client.jobs.echo(1));
      expect(workers).toHaveLength(4);
      await client.shutdown();
    });
  });
}
