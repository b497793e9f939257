import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { startStudioServer, type StudioServer } from '../../../tests/support/studio-server.ts';
import { watchFaults } from './faults.ts';
import { slowDown } from './slowness.ts';
import type { Target, TargetParts } from './target.ts';

const START_MS = 60_000;

/** The built server and a page of Chromium that is signed in to it. */
export async function browserTarget(page: Page, { home, faults }: TargetParts): Promise<Target> {
  let server: StudioServer | undefined;
  let port = 0;
  let signedIn = false;
  await watchFaults(page, faults);
  await slowDown(page);
  const start = async (): Promise<StudioServer> => {
    server ??= await startStudioServer(home.env, port);
    port = Number(new URL(server.origin).port);
    return server;
  };
  const end = async (how: 'kill' | 'stop'): Promise<void> => {
    await server?.[how]();
    server = undefined;
  };
  return {
    page,
    async show(place) {
      const { url, origin } = await start();
      if (!signedIn) {
        await page.goto(url);
        await expect(page.getByRole('navigation')).toBeVisible({ timeout: START_MS });
        signedIn = true;
      }
      if (place !== '') {
        await page.goto(`${origin}/${place}`);
        await page.waitForLoadState();
      }
    },
    kill: () => end('kill'),
    stop: () => end('stop'),
    async restart() {
      await start();
    },
    bring: (paths) =>
      dropFiles(
        page,
        paths.map((path) => ({ name: basename(path), bytes: readFileSync(path) })),
      ),
    async paste(text) {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.evaluate((content) => navigator.clipboard.writeText(content), text);
      await page.keyboard.press('ControlOrMeta+v');
    },
    async saved(act) {
      const [download] = await Promise.all([page.waitForEvent('download'), act()]);
      return download.path();
    },
  };
}

/** Drops files as a user would: with an event that carries them. */
async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
  onto = 'main',
): Promise<void> {
  const data = await page.evaluateHandle(
    (list) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of list) {
        const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([content], name));
      }
      return transfer;
    },
    files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })),
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent(onto, type, { dataTransfer: data });
}
