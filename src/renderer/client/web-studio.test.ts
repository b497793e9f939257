import { describe, expect, it } from 'vitest';
import { WebLink } from './web-link.ts';
import { WebStudio } from './web-studio.ts';

/** A socket to a server that is not there. */
function deadSocket(): WebSocket {
  const socket = Object.assign(new EventTarget(), { readyState: 3, send: () => undefined, close: () => undefined });
  setTimeout(() => socket.dispatchEvent(new Event('close')));
  return socket as unknown as WebSocket;
}

describe('a studio behind HTTP', () => {
  it('sends no change while its socket is lost, since the server would not know who asks; it may still be read', async () => {
    const link = new WebLink({
      client: 'window-of-this-test',
      openSocket: deadSocket,
      renewClient: () => 'another-name',
    });
    const asked: string[] = [];
    const studio = new WebStudio({
      origin: 'http://studio.test',
      link,
      fetch: (url) => {
        asked.push(new URL(url).pathname);
        return Promise.resolve(Response.json({ ok: true, value: {} }));
      },
    });
    try {
      const change = await studio.call('settings.set', { key: 'theme', value: 'dark' });
      expect(change).toMatchObject({ ok: false, error: { code: 'connection-lost', meaning: 'Nothing was changed.' } });
      expect((await studio.call('queue.list', {})).ok).toBe(true);
      expect(asked).toEqual(['/rpc/queue.list']);
    } finally {
      link.close();
    }
  });
});

describe('the socket of a window', () => {
  it('has everything looked at again once it is there: what was asked before may have changed since', async () => {
    const socket = Object.assign(new EventTarget(), { readyState: 1, send: () => undefined, close: () => undefined });
    const link = new WebLink({
      client: 'window-of-this-test',
      openSocket: () => socket as unknown as WebSocket,
      renewClient: () => 'another-name',
    });
    const studio = new WebStudio({
      origin: 'http://studio.test',
      link,
      fetch: () => new Promise(() => undefined),
    });
    const told: unknown[] = [];
    for (const name of ['queue', 'document'] as const) studio.on(name, (event) => told.push(event));
    try {
      void studio.call('documents.open', { id: 7 });
      expect(told).toEqual([]);
      const data = JSON.stringify({ type: 'hello', boot: 'boot', pen: 'held' });
      socket.dispatchEvent(new MessageEvent('message', { data }));
      expect(told).toEqual([{ ids: [] }, { id: 7 }]);
    } finally {
      link.close();
    }
  });

  it('may change things before it is there: they wait for its word, and whether they are taken is the server’s', async () => {
    const socket = Object.assign(new EventTarget(), { readyState: 1, send: () => undefined, close: () => undefined });
    const link = new WebLink({
      client: 'window-of-this-test',
      openSocket: () => socket as unknown as WebSocket,
      renewClient: () => 'another-name',
    });
    const asked: string[] = [];
    const studio = new WebStudio({
      origin: 'http://studio.test',
      link,
      fetch: (url) => {
        asked.push(new URL(url).pathname);
        return Promise.resolve(Response.json({ ok: true, value: {} }));
      },
    });
    try {
      expect(link.pen).toBe('held');
      const change = studio.call('settings.set', { key: 'theme', value: 'dark' });
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(asked).toEqual([]);
      const data = JSON.stringify({ type: 'hello', boot: 'boot', pen: 'elsewhere' });
      socket.dispatchEvent(new MessageEvent('message', { data }));
      expect(link.pen).toBe('elsewhere');
      expect((await change).ok).toBe(true);
      expect(asked).toEqual(['/rpc/settings.set']);
    } finally {
      link.close();
    }
  });
});
