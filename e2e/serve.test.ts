import { afterAll, describe, expect, it, vi } from 'vitest';
import { processesWithEnv, waitForNone } from '../tests/support/processes-of.ts';
import { type QueueHome, queueHome } from '../tests/support/queue-home.ts';
import { type CliRun, isAlive } from '../tests/support/run-cli.ts';
import { scratchFolder } from '../tests/support/scratch.ts';
import { openWindow, signInWith, type TestWindow } from '../tests/support/served-studio.ts';
import { writeShortWav } from '../tests/support/short-wav.ts';
import { plannedJob } from '../tests/support/planned-job.ts';
import { valueOf } from '../src/contract/reply.ts';

const START_MS = 60_000;
/** What a user waits for at most after Ctrl-C. */
const STOP_MS = 3_000;

interface Serving {
  readonly run: CliRun;
  readonly url: string;
  readonly origin: string;
}

const running = new Set<CliRun>();
afterAll(() => {
  for (const { process: child } of running) child.kill('SIGKILL');
});

async function serve(home: QueueHome, ...args: string[]): Promise<Serving> {
  const run = home.start('serve', ...args);
  running.add(run);
  void run.result.then(() => running.delete(run));
  let text = '';
  run.process.stdout?.on('data', (part: string) => (text += part));
  const url = await vi.waitFor(() => /^http:\S+$/m.exec(text)?.[0] ?? fail(text), { timeout: START_MS, interval: 50 });
  return { run, url, origin: new URL(url).origin };
}

function fail(text: string): never {
  throw new Error(`no address yet: ${text}`);
}

describe('voxlane serve', () => {
  const scratch = scratchFolder();

  it('prints one address, owns its library, prints further addresses, and ends when told', async () => {
    const home = queueHome(scratch.path);
    const { run, url, origin } = await serve(home, '--port', '0');
    expect(new URL(origin).hostname).toBe('127.0.0.1');
    expect(await signInWith(url)).toMatch(/^voxlane-\d+=/);
    expect(await signInWith(url)).toBe('');

    const second = await home.run('serve', '--port', '0');
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('[store-locked]');
    expect(second.stdout).toBe('');

    const more = await home.run('serve', '--url');
    expect(more.stdout.trim().split('\n')).toHaveLength(1);
    expect(await signInWith(more.stdout.trim())).toMatch(/^voxlane-\d+=/);
    expect((await home.view()).jobs).toEqual([]);

    const asked = performance.now();
    run.process.kill('SIGTERM');
    const { code, stdout, stderr } = await run.result;
    expect([code, stdout, stderr]).toEqual([0, `${url}\n`, '']);
    expect(performance.now() - asked).toBeLessThan(STOP_MS);
    expect((await home.run('serve', '--url')).stderr).toContain('No server runs');
  });

  it('listens for other machines only when asked twice, and says which port is taken', async () => {
    const home = queueHome(scratch.at('second'));
    const refused = await home.run('serve', '--host', '0.0.0.0', '--port', '0');
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    const { run, origin } = await serve(home, '--port', '0');
    const other = queueHome(scratch.at('third'));
    const taken = await other.run('serve', '--port', new URL(origin).port);
    expect([taken.code, taken.stderr.includes('EADDRINUSE')]).toEqual([2, true]);
    run.process.kill('SIGINT');
    expect((await run.result).code).toBe(0);
  });

  it('goes on after a kill in the middle of a job, with the same window and no process left over', async () => {
    const home = queueHome(scratch.at('fourth'));
    const recording = scratch.at('long.wav');
    writeShortWav(recording, 45);
    let serving = await serve(home, '--port', '0');
    const window: TestWindow = await openWindow(serving.origin, await signInWith(serving.url));
    try {
      const jobs = [plannedJob(recording, home.out, 'long')];
      const { ids } = valueOf(await window.api.call('queue.add', { priority: 0, jobs }));
      const jobOf = async () => valueOf(await window.api.call('queue.list', {})).jobs.find(({ id }) => id === ids[0]);
      await vi.waitFor(async () => expect((await jobOf())?.progress).toBeGreaterThan(0.05), { timeout: START_MS });
      const children = processesWithEnv(home.marker)
        .map(({ pid }) => pid)
        .filter((pid) => pid !== serving.run.process.pid);
      expect(children.length).toBeGreaterThan(0);
      serving.run.process.kill('SIGKILL');
      await serving.run.result;
      await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 10_000 });

      serving = await serve(home, '--port', new URL(serving.origin).port);
      await vi.waitFor(() => expect([window.link.state, window.link.pen]).toEqual(['ready', 'held']), START_MS);
      await vi.waitFor(async () => expect(await jobOf()).toMatchObject({ state: 'done', progress: 1 }), {
        timeout: 120_000,
        interval: 250,
      });
      expect((await jobOf())?.attempt).toBe(2);
    } finally {
      window.close();
      serving.run.process.kill('SIGTERM');
      await serving.run.result;
    }
    expect((await waitForNone(() => processesWithEnv(home.marker), 10_000)).left).toEqual([]);
  });
});
