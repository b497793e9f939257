import { afterAll, describe, expect, it } from 'vitest';
import { failure, rig, type TransportCase } from './harness.ts';

/** What one healthy worker owes its callers. */
export function describeRequests(transport: TransportCase): void {
  describe('requests', () => {
    const { client, workers, logs } = rig(transport.healthy);
    afterAll(() => client.shutdown());

    it('starts on the first call and answers with a clone of the result', async () => {
      expect(client.state).toBe('idle');
      const input = { text: 'ünï 🎧', list: [1, 2], bytes: new Float32Array([0.5, -1]), nothing: undefined };
      expect(await client.jobs.echo(input)).toEqual(input);
      expect(client.state).toBe('ready');
      expect(client.generation).toBe(1);
      expect(workers).toHaveLength(1);
    });

    it('delivers all events in order before the result', async () => {
      const events: (number | string)[] = [];
      await client.jobs.count({ to: 200, everyMs: 0 }, { on: (value) => events.push(value) }).then((result) => {
        events.push(`result ${result}`);
      });
      expect(events).toEqual([...Array.from({ length: 200 }, (_, index) => index + 1), 'result 200']);
    });

    it('runs requests concurrently and keeps their events apart', async () => {
      const seen: Record<string, number[]> = { slow: [], fast: [] };
      const order: string[] = [];
      await Promise.all([
        client.jobs
          .count({ to: 4, everyMs: 100 }, { on: (value) => seen['slow']?.push(value) })
          .then(() => order.push('slow')),
        client.jobs
          .count({ to: 3, everyMs: 1 }, { on: (value) => seen['fast']?.push(value) })
          .then(() => order.push('fast')),
      ]);
      expect(order).toEqual(['fast', 'slow']);
      expect(seen).toEqual({ slow: [1, 2, 3, 4], fast: [1, 2, 3] });
    });

    it('drops events that come after the result, at their source', async () => {
      const events: string[] = [];
      const wire: unknown[] = [];
      const stopWatching = workers[0]?.transport.onFrame((frame) => wire.push((frame as { event?: unknown }).event));
      expect(await client.jobs.eventsAfterResult(undefined, { on: (event) => events.push(event) })).toBe('result');
      await client.jobs.wait({ ms: 50 });
      // The worker is shared: a later test sends frames that are no objects.
      stopWatching?.();
      expect(events).toEqual(['early']);
      expect(wire.filter((event) => event !== undefined)).toEqual(['early']);
    });

    it('carries an AppError across with code, parts, details and cause', async () => {
      const error = await failure(client.jobs.fail('app-error'));
      expect(error.toData()).toEqual({
        code: 'model-corrupt',
        what: 'What ü.',
        meaning: 'Meaning.',
        action: 'Action.',
        details: { path: 'a b', n: 3, ok: false },
        causeText: 'why',
      });
    });

    it.each([
      ['plain', 'a plain fault'],
      ['text', 'just text'],
    ] as const)('turns a thrown %s value into an internal error', async (kind, text) => {
      const error = await failure(client.jobs.fail(kind));
      expect(error.code).toBe('internal');
      expect(error.message).toContain(text);
    });

    it('refuses a job the worker does not know', async () => {
      const error = await failure(client.jobs.missing(undefined));
      expect(error.code).toBe('engine-protocol');
      expect(error.message).toContain('"missing"');
    });

    it('answers engine-protocol when a result, an event or an input cannot be cloned, and lives on', async () => {
      expect((await failure(client.jobs.unclonableResult(undefined))).code).toBe('engine-protocol');
      expect((await failure(client.jobs.unclonableEvent(undefined))).code).toBe('engine-protocol');
      expect((await failure(client.jobs.echo(() => 1))).code).toBe('engine-protocol');
      expect(await client.jobs.echo('alive')).toBe('alive');
      expect(client.generation).toBe(1);
    });

    it('fails the call whose event listener throws, and only that one', async () => {
      const other = client.jobs.count({ to: 3, everyMs: 30 });
      const error = await failure(
        client.jobs.count(
          { to: 50, everyMs: 10 },
          {
            on: () => {
              throw new Error('listener fault');
            },
          },
        ),
      );
      expect(error.message).toContain('listener fault');
      expect(await other).toBe(3);
    });

    it('brings log lines to the host, without data that cannot be cloned', async () => {
      await client.jobs.log('hello from the worker');
      const lines = logs.filter(({ message }) => message.startsWith('hello from the worker'));
      expect(lines.map(({ level }) => level)).toEqual(['info', 'warn']);
      expect(lines[0]?.data).toMatchObject({ from: 'job' });
    });

    it('ignores malformed frames from the worker and logs each', async () => {
      const before = logs.length;
      const frames = [null, 'text', 7, [], { type: 'result' }, { type: 'ready', generation: -1, requestId: 0 }];
      expect(await client.jobs.garbage(frames)).toBe('still alive');
      expect(logs.slice(before).filter(({ message }) => message.includes('malformed'))).toHaveLength(frames.length);
    });

    it('ignores malformed frames from the host and reports each', async () => {
      const before = logs.length;
      const post = (frame: unknown): void => workers[0]?.transport.post(frame);
      post('text');
      post({ type: 'request', generation: 1, requestId: 0, job: 'echo' });
      post({ type: 'cancel', generation: 99, requestId: 1 });
      expect(await client.jobs.echo('alive')).toBe('alive');
      const reports = logs.slice(before).map(({ message }) => message);
      expect(reports.filter((message) => message.includes('malformed'))).toHaveLength(2);
      expect(reports.filter((message) => message.includes('another generation'))).toHaveLength(1);
    });

    const { environment } = transport.can;
    it.skipIf(environment !== true)(
      `gives the worker a scrubbed environment${environment === true ? '' : ` (${environment})`}`,
      async () => {
        const secrets = { OPENAI_API_KEY: 'x', HTTPS_PROXY: 'x', NODE_OPTIONS: '', VOXLANE_LEMONFOX_KEY: 'x' };
        Object.assign(process.env, secrets, { VOXLANE_TEST_MARK: 'kept', OMP_NUM_THREADS: '1' });
        const second = rig(transport.healthy).client;
        try {
          const env = await second.jobs.environment(undefined);
          expect(Object.keys(env).filter((name) => name in secrets)).toEqual([]);
          expect(env).toMatchObject({ VOXLANE_TEST_MARK: 'kept', OMP_NUM_THREADS: '1', PATH: process.env['PATH'] });
        } finally {
          for (const name of [...Object.keys(secrets), 'VOXLANE_TEST_MARK', 'OMP_NUM_THREADS']) {
            Reflect.deleteProperty(process.env, name);
          }
          await second.shutdown();
        }
      },
    );
  });
}
