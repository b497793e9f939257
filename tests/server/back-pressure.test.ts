import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { valueOf } from '../../src/contract/reply.ts';
import { EventBus } from '../../src/studio/event-bus.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openWindow, type ServedStudio, serveStudio, signIn } from '../support/served-studio.ts';

const scratch = scratchFolder();
const bus = new EventBus(silentLogger);
let served: ServedStudio;
let cookie = '';
beforeAll(async () => {
  served = await serveStudio(scratch.at('library'), { events: bus });
  cookie = await signIn(served.server);
});
afterAll(() => served.close());

describe('events for many windows', () => {
  it('come ten times a second at most, each window the same', async () => {
    const window = await openWindow(served.server.origin, cookie);
    const heard: number[] = [];
    window.api.on('media', ({ fraction }) => heard.push(fraction));
    const started = performance.now();
    for (let step = 1; step <= 400; step++) {
      bus.emit('media', { id: 1, track: undefined, fraction: step / 400 });
      if (step % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await vi.waitFor(() => expect(heard.at(-1)).toBe(1), 10_000);
    expect(heard.length).toBeLessThanOrEqual((performance.now() - started) / 100 + 2);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    window.close();
  });

  it('do not pile up for a window that does not read, nor keep the others waiting', async () => {
    const { origin, port } = served.server;
    const deaf = connect(port, '127.0.0.1');
    const lines = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
    lines.push('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `Origin: ${origin}`, `Cookie: ${cookie}`);
    deaf.write(
      `GET /events?client=${'d'.repeat(20)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines.join('\r\n')}\r\n\r\n`,
    );
    await new Promise((resolve) => deaf.once('readable', resolve));
    const window = await openWindow(origin, cookie);
    let heard = 0;
    let looked = 0;
    window.api.on('notice', () => heard++);
    window.api.on('models', ({ type }) => type === 'refresh' && looked++);
    const message = 'x'.repeat(20_000);
    for (let round = 0; round < 20; round++) {
      for (let count = 0; count < 200; count++) bus.emit('notice', { code: 'disk-full', severity: 'info', message });
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    // A window that reads got everything, beside one that reads nothing.
    await vi.waitFor(() => expect(heard).toBe(4_000), 20_000);
    expect(looked).toBe(0);
    expect(valueOf(await window.api.call('queue.list', {})).jobs).toEqual([]);
    // 80 MB were told meanwhile. When the deaf one reads again, what waited for it is bounded.
    let late = 0;
    deaf.on('data', (piece) => (late += piece.length));
    await quiet(() => late);
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(60_000_000);
    deaf.destroy();
    window.close();
  });
});

/** Waits until a number has stood still for a second. */
async function quiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
