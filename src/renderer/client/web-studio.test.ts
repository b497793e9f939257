import { describe, expect, it } from 'vitest';
import type { PenState } from '../../contract/link.ts';
import { WebLink } from './web-link.ts';
import { WebStudio } from './web-studio.ts';

/** A socket to a server that is not there. */
function deadSocket(): WebSocket {
  const socket = Object.assign(new EventTarget(), { readyState: 3, send: () => undefined, close: () => undefined });
  setTimeout(() => socket.dispatchEvent(new Event('close')));
  return socket as unknown as WebSocket;
}

/** A socket that is open and says what a test has it say. */
function openSocket(): WebSocket {
  const socket = Object.assign(new EventTarget(), { readyState: 1, send: () => undefined, close: () => undefined });
  return socket as unknown as WebSocket;
}

function hello(socket: WebSocket, pen: PenState): void {
  const data = JSON.stringify({ type: 'hello', boot: 'boot', pen });
  socket.dispatchEvent(new MessageEvent('message', { data }));
}

/** A studio over a socket whose answers are empty; `asked` names the requests that were sent. */
function studioOver(open: () => WebSocket) {
  const link = new WebLink({ client: 'window-of-this-test', openSocket: open, renewClient: () => 'another-name' });
  const asked: string[] = [];
  const studio = new WebStudio({
    origin: 'http://studio.test',
    link,
    fetch: (url) => {
      asked.push(new URL(url).pathname);
      return Promise.resolve(Response.json({ ok: true, value: {} }));
    },
  });
  return { link, studio, asked };
}

describe('a studio behind HTTP', () => {
  it('sends no change while its socket is lost, since the server would not know who asks; it may still be read', async () => {
    const { link, studio, asked } = studioOver(deadSocket);
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
  it('has everything looked at again once it is there: what was asked before may have changed since', () => {
    const socket = openSocket();
    const { link, studio } = studioOver(() => socket);
    const told: unknown[] = [];
    for (const name of ['queue', 'document'] as const) studio.on(name, (event) => told.push(event));
    try {
      // Not answered yet when the server speaks.
      void studio.call('documents.open', { id: 7 });
      expect(told).toEqual([]);
      hello(socket, 'held');
      expect(told).toEqual([{ ids: [] }, { id: 7 }]);
    } finally {
      link.close();
    }
  });

  it('may change things before it is there: they wait for its word, and whether they are taken is the server’s', async () => {
    const socket = openSocket();
    const { link, studio, asked } = studioOver(() => socket);
    try {
      expect(link.pen).toBe('held');
      const change = studio.call('settings.set', { key: 'theme', value: 'dark' });
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(asked).toEqual([]);
      hello(socket, 'elsewhere');
      expect(link.pen).toBe('elsewhere');
      expect((await change).ok).toBe(true);
      expect(asked).toEqual(['/rpc/settings.set']);
    } finally {
      link.close();
    }
  });
});
