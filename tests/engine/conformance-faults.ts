import { afterEach, describe, expect, it } from 'vitest';
import { failure, rig, type Rig, type TransportCase } from './harness.ts';
import { goneWithin } from './processes.ts';

/** What happens when workers die, hang, or speak out of turn. */
export function describeFaults(transport: TransportCase): void {
  const { signals, faultIsolation, output } = transport.can;
  const title = (text: string, can: true | string): string => (can === true ? text : `${text} (${can})`);

  describe('faults', () => {
    let current: Rig | undefined;
    const open = (options: Parameters<typeof rig>[1] = {}): Rig => (current = rig(transport.healthy, options));
    afterEach(() => current?.client.shutdown());

    it.each([0, 7])('rejects everything pending when the worker exits with %i instead of answering', async (code) => {
      const { client } = open();
      const bystander = failure(client.jobs.wait({ ms: 60_000 }));
      const error = await failure(client.jobs.exit(code));
      expect(error.code).toBe('engine-crashed');
      expect(error.details).toMatchObject({ exitCode: code, generation: 1 });
      expect((await bystander).code).toBe('engine-crashed');
      expect(client.state).toBe('dead');
    });

    it('starts a new generation on the next call and replays nothing', async () => {
      const { client, workers } = open();
      const lost: number[] = [];
      const job = failure(client.jobs.count({ to: 1000, everyMs: 5 }, { on: (value) => lost.push(value) }));
      await client.jobs.wait({ ms: 60 });
      await failure(client.jobs.exit(1));
      expect((await job).code).toBe('engine-crashed');
      const heard = lost.length;
      expect(await client.jobs.wait({ ms: 100 })).toBe('done');
      expect(client.generation).toBe(2);
      expect(workers).toHaveLength(2);
      expect(lost).toHaveLength(heard);
    });

    it('drops frames of an older generation', async () => {
      const { client, logs } = open();
      await failure(client.jobs.exit(1));
      const events: string[] = [];
      expect(await client.jobs.forgeOldFrames(undefined, { on: (event) => events.push(event) })).toBe('fresh');
      expect(events).toEqual(['fresh']);
      expect(logs.filter(({ message }) => message.includes('another generation was dropped'))).toHaveLength(2);
    });

    it('kills a worker that hangs and says so', async () => {
      const { client, workers } = open({ heartbeatTimeoutMs: 800 });
      const started = performance.now();
      const error = await failure(client.jobs.hang(undefined));
      expect(error.code).toBe('engine-unresponsive');
      expect(performance.now() - started).toBeGreaterThan(700);
      await workers[0]?.exited;
      expect(client.state).toBe('dead');
      expect(await client.jobs.echo('next')).toBe('next');
    });

    it('does not take a long quiet job for a hang', async () => {
      const { client } = open({ heartbeatTimeoutMs: 800 });
      expect(await client.jobs.wait({ ms: 1600 })).toBe('done');
      expect(client.generation).toBe(1);
    });

    it.skipIf(faultIsolation !== true)(
      title('reports a fault that no job owns, then the worker ends with 1', faultIsolation),
      async () => {
        const { client, logs } = open();
        const error = await failure(client.jobs.fault(undefined));
        expect(error.code).toBe('engine-crashed');
        expect(error.details).toMatchObject({ exitCode: 1 });
        expect(logs.some(({ message }) => message.includes('nobody owns this'))).toBe(true);
      },
    );

    it.skipIf(output !== true)(title('keeps the last output in the crash report', output), async () => {
      const { client } = open();
      const error = await failure(client.jobs.fault(undefined));
      expect(error.details?.['output']).toContain('RangeError: nobody owns this');
    });

    it.skipIf(signals !== true)(title('reports kill -9 with its signal', signals), async () => {
      const { client } = open();
      await client.start();
      const job = failure(client.jobs.wait({ ms: 60_000 }));
      const pid = client.pid ?? 0;
      process.kill(pid, 'SIGKILL');
      const error = await job;
      expect(error.code).toBe('engine-crashed');
      expect(error.details).toMatchObject({ signal: 'SIGKILL', pid });
      expect(await client.jobs.echo('next')).toBe('next');
      expect(client.pid).not.toBe(pid);
    });

    it.skipIf(signals !== true)(title('kills a suspended worker (SIGSTOP)', signals), async () => {
      const { client } = open({ heartbeatTimeoutMs: 800 });
      await client.start();
      const pid = client.pid ?? 0;
      const job = failure(client.jobs.wait({ ms: 60_000 }));
      process.kill(pid, 'SIGSTOP');
      expect((await job).code).toBe('engine-unresponsive');
      expect(await goneWithin(pid, 1000)).toBe(true);
    });

    it.skipIf(signals !== true)(title('ends a suspended worker on cancel and on shutdown', signals), async () => {
      const { client } = open();
      await client.start();
      const first = client.pid ?? 0;
      const controller = new AbortController();
      const stopThenAbort = (): void => {
        process.kill(first, 'SIGSTOP');
        controller.abort();
      };
      const job = failure(
        client.jobs.count({ to: 1000, everyMs: 10 }, { signal: controller.signal, on: stopThenAbort }),
      );
      expect((await job).code).toBe('cancelled');
      expect(await goneWithin(first, 1000)).toBe(true);

      await client.start();
      const second = client.pid ?? 0;
      process.kill(second, 'SIGSTOP');
      const asked = performance.now();
      await client.shutdown();
      expect(performance.now() - asked).toBeLessThan(2000);
      expect(await goneWithin(second, 1000)).toBe(true);
    });

    it.skipIf(signals !== true)(title('lets the worker survive the Ctrl-C of its terminal', signals), async () => {
      const { client } = open();
      await client.start();
      const job = client.jobs.wait({ ms: 300 });
      process.kill(client.pid ?? 0, 'SIGINT');
      expect(await job).toBe('done');
    });
  });
}
