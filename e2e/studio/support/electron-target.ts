import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import { repoPath } from '../../../tests/support/fixtures.ts';
import { watchFaults } from './faults.ts';
import type { Target, TargetParts } from './target.ts';

const START_MS = 60_000;
const SAVE_MS = 20_000;

/** The Electron program that npm installed. Asking its package would download it. */
function program(): string | undefined {
  const folder = repoPath('node_modules/electron');
  const note = join(folder, 'path.txt');
  const standard =
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform as string] ?? 'electron';
  const name = existsSync(note) ? readFileSync(note, 'utf8') : standard;
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : undefined;
}

/** Why the desktop app cannot be driven here, if it cannot. */
export function whyNoElectron(): string | undefined {
  if (program() === undefined)
    return 'the program of Electron is not installed (node node_modules/electron/install.js)';
  const hasDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  return process.platform === 'linux' && !hasDisplay ? 'Electron needs a display (xvfb-run gives one)' : undefined;
}

/** The built desktop app, with a home of its own and with its dialogs answered. */
export function electronTarget({ home, folder, faults }: TargetParts): Target {
  let running: { readonly app: ElectronApplication; readonly page: Page } | undefined;
  const start = async (): Promise<{ readonly app: ElectronApplication; readonly page: Page }> => {
    if (running !== undefined) return running;
    // Chromium refuses to run its sandbox as root.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const app = await _electron.launch({
      executablePath: program() ?? '',
      args: [repoPath('.'), `--user-data-dir=${join(folder, 'electron')}`, ...asRoot],
      cwd: folder,
      env: { ...environment(), ...home.env, HOME: folder } as Record<string, string>,
      timeout: START_MS,
    });
    const page = await app.firstWindow({ timeout: START_MS });
    await watchFaults(page, faults);
    await expect(page.getByRole('navigation')).toBeVisible({ timeout: START_MS });
    running = { app, page };
    return running;
  };
  const end = async (how: (app: ElectronApplication) => Promise<unknown>): Promise<void> => {
    if (running !== undefined) await how(running.app);
    running = undefined;
  };
  return {
    get page() {
      if (running === undefined) throw new Error('The app is not running: open it first.');
      return running.page;
    },
    async show(place) {
      const { page } = await start();
      if (place !== '') await page.evaluate((hash) => void (location.hash = hash), place);
    },
    kill: () =>
      end(async (app) => {
        const gone = app.waitForEvent('close');
        app.process().kill('SIGKILL');
        await gone;
      }),
    stop: () => end((app) => app.close()),
    async restart() {
      await start();
    },
    async bring(paths) {
      const { app, page } = await start();
      await app.evaluate(
        ({ dialog }, filePaths) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
        },
        [...paths],
      );
      await page.keyboard.press('ControlOrMeta+o');
    },
    async paste(text) {
      const { app, page } = await start();
      await app.evaluate(({ clipboard }, content) => clipboard.writeText(content), text);
      await page.keyboard.press('ControlOrMeta+v');
    },
    async saved(act) {
      const { app } = await start();
      const path = join(folder, 'saved', String(Date.now()));
      mkdirSync(join(folder, 'saved'), { recursive: true });
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      await act();
      await expect.poll(() => existsSync(path), { timeout: SAVE_MS }).toBe(true);
      return path;
    },
  };
}

/** Ours without what would point Electron elsewhere. */
function environment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _node, ELECTRON_RENDERER_URL: _url, ...rest } = process.env;
  return rest;
}
