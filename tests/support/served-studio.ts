import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { StudioApi } from '../../src/contract/studio-api.ts';
import { WebLink } from '../../src/renderer/client/web-link.ts';
import { WebStudio, type WebStudioParts } from '../../src/renderer/client/web-studio.ts';
import type { FindMedia } from '../../src/server/media-routes.ts';
import { type RunningServer, startServer } from '../../src/server/start-server.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio } from '../../src/studio/studio.ts';
import { UploadStore } from '../../src/studio/uploads/upload-store.ts';

/** A studio that is served on loopback. */
export interface ServedStudio {
  readonly studio: Studio;
  readonly server: RunningServer;
  close(): Promise<void>;
}

export interface ServeWish {
  readonly port?: number;
  readonly findMedia?: FindMedia;
  /** Events that come instead of the studio's own. */
  readonly events?: Pick<StudioApi, 'on'>;
}

/** Serves the library of a folder with a page of a few bytes. */
export async function serveStudio(home: string, wish: ServeWish = {}): Promise<ServedStudio> {
  const studio = await Studio.open({ home, log: silentLogger, patienceMs: 2_000 });
  const page = join(home, '..', 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><html><head><title>Studio</title></head></html>');
  writeFileSync(join(page, 'assets', 'main-1.js'), 'export {};');
  writeFileSync(join(page, 'secret.txt'), 'not for anybody');
  const server = await startServer({
    library: home,
    studio: {
      on: (name, listener) => (wish.events ?? studio).on(name, listener),
      handle: (letter, signal) => studio.handle(letter, signal),
    },
    findMedia: wish.findMedia ?? (() => undefined),
    uploads: new UploadStore(home),
    page,
    host: '127.0.0.1',
    port: wish.port ?? 0,
    allowHosts: [],
  });
  return {
    studio,
    server,
    async close() {
      await server.close();
      await studio.close();
    },
  };
}

/** The token in a printed address. */
export function tokenIn(url: string): string {
  return new URLSearchParams(new URL(url).hash.slice(1)).get('token') ?? '';
}

/** Signs in with a new address; the cookie as a browser sends it back. */
export function signIn(server: RunningServer): Promise<string> {
  return signInWith(server.loginUrl());
}

/** The same with an address that was printed; empty when it does not work. */
export async function signInWith(url: string): Promise<string> {
  const answer = await fetch(`${new URL(url).origin}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenIn(url) }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** One browser window without a browser: the page's own client with the cookie put in by hand. */
export interface TestWindow {
  readonly api: WebStudio;
  readonly link: WebLink;
  readonly parts: WebStudioParts;
  close(): void;
}

let windows = 0;

/** Opens a window and waits until it is connected. */
export async function openWindow(origin: string, cookie: string): Promise<TestWindow> {
  const headers = { cookie, origin };
  const name = (): string => `window-${String(++windows).padStart(16, '0')}`;
  // Node's WebSocket takes headers, which its types do not say.
  const Socket = WebSocket as unknown as new (url: string, options: object) => WebSocket;
  const link = new WebLink({
    client: name(),
    renewClient: name,
    openSocket: (client) => new Socket(`${origin.replace('http', 'ws')}/events?client=${client}`, { headers }),
  });
  const parts: WebStudioParts = {
    origin,
    link,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } }),
  };
  await vi.waitFor(() => {
    if (link.state !== 'ready') throw new Error('not connected yet');
  }, 30_000);
  return { api: new WebStudio(parts), link, parts, close: () => link.close() };
}
