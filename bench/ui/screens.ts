import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { audioFixture, repoPath } from '../../tests/support/fixtures.ts';
import { queueHome } from '../../tests/support/queue-home.ts';
import { startStudioServer } from '../../tests/support/studio-server.ts';

/** `npm run screenshots`: makes the pictures of the README anew, from the test recordings and the bundled models. */
const folder = mkdtempSync(join(tmpdir(), 'voxlane-screens-'));
const home = queueHome(folder);
await home.add(
  ...['digits-dialog-2spk-60s', 'digits-noisy-10dB', 'digits-meeting-4spk-180s'].map((name) =>
    audioFixture(`${name}.flac`),
  ),
);
await home.run('queue', 'run', '--once');
await home.run(
  'library',
  'edit',
  '3',
  '--rename',
  'S1=Theo',
  '--rename',
  'S2=Lucas',
  '--rename',
  'S3=Jackson',
  '--rename',
  'S4=George',
);
const server = await startStudioServer(home.env);
const executablePath = process.env['VOXLANE_CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch(existsSync(executablePath) ? { executablePath } : {});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.getByRole('navigation').waitFor();
  await show(page, '#/editor/3');
  await page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(4).click();
  await shot(page, 'editor-light');
  await page.keyboard.press('F9');
  await shot(page, 'doubts-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await show(page, '#/library');
  await shot(page, 'library-dark');
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function show(page: Page, place: string): Promise<void> {
  await page.goto(`${server.origin}/${place}`);
  await page.waitForTimeout(4000);
}

async function shot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(1500);
  await page.screenshot({ path: repoPath(`docs/assets/${name}.png`) });
}
