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
