import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { valueOf } from '../../src/contract/reply.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openWindow, type ServedStudio, serveStudio, signIn, type TestWindow } from '../support/served-studio.ts';

const WAIT_MS = 15_000;
const eventually = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: WAIT_MS, interval: 50 });

describe('windows of one library', () => {
  const scratch = scratchFolder();
  let served: ServedStudio;
  let first: TestWindow;
  let second: TestWindow;
  beforeAll(async () => {
    served = await serveStudio(scratch.at('library'));
    const cookie = await signIn(served.server);
    first = await openWindow(served.server.origin, cookie);
    second = await openWindow(served.server.origin, cookie);
  });
  afterAll(async () => {
    first.close();
    second.close();
    await served.close();
  });
  const setTheme = (window: TestWindow, value: string) => window.api.call('settings.set', { key: 'theme', value });

  it('one may write, the others look', async () => {
    expect([first.link.pen, second.link.pen]).toEqual(['held', 'elsewhere']);
    expect((await setTheme(first, 'dark')).ok).toBe(true);
    expect(await setTheme(second, 'light')).toMatchObject({ ok: false, error: { code: 'read-only-client' } });
    expect(valueOf(await second.api.call('settings.get', {})).values.theme).toBe('dark');
  });

  it('another one may take the pen, and both are told', async () => {
    second.link.takePen();
    await eventually(() => expect([first.link.pen, second.link.pen]).toEqual(['elsewhere', 'held']));
    expect((await setTheme(first, 'dark')).ok).toBe(false);
    expect((await setTheme(second, 'light')).ok).toBe(true);
  });

  it('a window that lost its connection keeps its pen for a while; then it is free', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    try {
      second.close();
      await new Promise((resolve) => setImmediate(resolve));
      expect(first.link.pen).toBe('elsewhere');
      await vi.advanceTimersByTimeAsync(11_000);
    } finally {
      vi.useRealTimers();
    }
    await eventually(() => expect(first.link.pen).toBe('free'));
    first.link.takePen();
    await eventually(() => expect(first.link.pen).toBe('held'));
  });

  it('a window without a socket changes nothing', async () => {
    const cookie = await signIn(served.server);
    const { origin } = served.server;
    const answer = await fetch(`${origin}/rpc/settings.set`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json', 'x-voxlane-client': 'somebody-elses-name-1' },
      body: JSON.stringify({ key: 'theme', value: 'dark' }),
    });
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'read-only-client' } });
  });
});

describe('a server that ends and comes back on its port', () => {
  const scratch = scratchFolder();

  it('finds its windows signed in, holding their pen and looking at everything anew', async () => {
    let served = await serveStudio(scratch.at('library'));
    const { port, origin } = served.server;
    const window = await openWindow(origin, await signIn(served.server));
    const states: string[] = [];
    const refreshed: string[] = [];
    window.link.onState((state) => states.push(state));
    try {
      await served.close();
      await eventually(() => expect(states.at(-1)).toBe('lost'));
      expect(await window.api.call('queue.list', {})).toMatchObject({ ok: false, error: { code: 'connection-lost' } });

      window.link.watchDocument(7);
      for (const name of ['queue', 'models', 'document'] as const)
        window.api.on(name, (event) => refreshed.push(`${name} ${JSON.stringify(event)}`));
      served = await serveStudio(scratch.at('library'), { port });
      await eventually(() => expect(states.at(-1)).toBe('ready'));
      expect(refreshed).toEqual(['queue {"ids":[]}', 'models {"type":"refresh"}', 'document {"id":7}']);
      expect((await window.api.call('settings.set', { key: 'theme', value: 'dark' })).ok).toBe(true);
      expect(window.link.pen).toBe('held');
    } finally {
      window.close();
      await served.close();
    }
  });
});
