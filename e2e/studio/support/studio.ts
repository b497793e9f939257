import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { fillLibrary, type FinishedRecording } from '../../../tests/support/fill-library.ts';
import { queueHome, type QueueHome } from '../../../tests/support/queue-home.ts';
import { startStudioServer, type StudioServer } from '../../../tests/support/studio-server.ts';

/** A studio of its own for one test: a fresh library, a server, a page. */
export interface Studio {
  readonly home: QueueHome;
  readonly page: Page;
  /** Puts finished documents into the library; before `open`. Returns their ids. */
  fill(recordings: readonly FinishedRecording[]): Promise<number[]>;
  /** Starts what is not started and shows a place such as `#/queue`. */
  open(place?: string): Promise<void>;
  /** Ends the server like a power cut. */
  kill(): Promise<void>;
  /** Ends the server as its user would. */
  stop(): Promise<void>;
  /** Starts it again at the same address; the page finds it by itself. */
  restart(): Promise<void>;
}

/** `test` with a `studio`. Everything a page logs as an error, and every breach of its content policy, fails the test. */
export const test = base.extend<{ studio: Studio }>({
  studio: async ({ page }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'voxlane-studio-'));
    const home = queueHome(folder);
    const faults = watchFaults(page);
    let server: StudioServer | undefined;
    let port = 0;
    let signedIn = false;
    const start = async (): Promise<StudioServer> => {
      server ??= await startStudioServer(home.env, port);
      port = Number(new URL(server.origin).port);
      return server;
    };
    const studio: Studio = {
      home,
      page,
      fill: (recordings) => fillLibrary(home.library, recordings),
      async open(place = '') {
        const { url, origin } = await start();
        if (!signedIn) {
          await page.goto(url);
          await expect(page.getByRole('navigation')).toBeVisible({ timeout: 60_000 });
          signedIn = true;
        }
        if (place !== '') {
          await page.goto(`${origin}/${place}`);
          await page.waitForLoadState();
        }
      },
      async kill() {
        await server?.kill();
        server = undefined;
      },
      async stop() {
        await server?.stop();
        server = undefined;
      },
      async restart() {
        await start();
      },
    };
    try {
      await use(studio);
    } finally {
      await page.close();
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    expect(faults, 'faults of the page').toEqual([]);
  },
});

/** Requests fail while a server is down; nothing else may. */
const EXPECTED = [/Failed to load resource/, /WebSocket connection to/, /net::ERR_/];

function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !EXPECTED.some((pattern) => pattern.test(text))) faults.push(text);
  });
  return faults;
}

export { expect };
