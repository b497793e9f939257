import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { processesWithEnv } from '../support/processes-of.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { Desktop, type DesktopOptions, startDesktop } from '../support/electron-stand-in/start-desktop.ts';
import { asked, call, drop } from './support.ts';

const scratch = scratchFolder();
let desktop: Desktop | undefined;
afterEach(() => desktop?.kill());

async function start(name: string, options: Partial<DesktopOptions> = {}): Promise<Desktop> {
  desktop = await startDesktop({ home: scratch.at(name), ...options });
  return desktop;
}

/** Queues the long recording as the page does. */
async function addJob(app: Desktop, recording: string): Promise<void> {
  const path = audioFixture(recording);
  await drop(app, path);
  const wish = { modelFolders: [], preset: 'demo', options: {}, formats: ['srt'] };
  const folder = await app.evaluate((stand) => stand.app.getPath('downloads'));
  const planned = await call(app, 'queue.plan', { inputs: [path], folder, wish, sources: { maxBytes: 1 } });
  if (!planned.ok) throw new Error(planned.error.what);
  const jobs = (planned.value as readonly { readonly job: unknown }[]).map(({ job }) => job);
  expect(await call(app, 'queue.add', { priority: 0, jobs })).toMatchObject({ ok: true });
}

const isRunning = (app: Desktop): Promise<unknown> =>
  app.until((stand) => stand.calls.some(([name, fraction]) => name === 'setProgressBar' && Number(fraction) > 0));

describe('E17, E19: the engine of the app', () => {
  it('runs as utility processes with a scrubbed environment, and is shown outside of the window', async () => {
    const app = await start('engine', { env: { OPENAI_API_KEY: 'secret', HTTPS_PROXY: 'http://u:p@proxy' } });
    await app.evaluate((stand) => void (stand.window().focused = false));
    await addJob(app, 'digits-mono-20s.flac');
    await app.until((stand) => stand.notifications.length > 0);
    const forks = (await app.evaluate((stand) => stand.calls.filter(([name]) => name === 'fork'))) as [
      string,
      string,
      { env: Record<string, string> },
    ][];
    expect(forks.map(([, path]) => path.split('/').at(-1))).toContain('utility.js');
    for (const [, , { env }] of forks) expect(JSON.stringify(env)).not.toMatch(/secret|u:p@proxy/);

    const bars = await app.evaluate((stand) => stand.calls.filter(([name]) => name === 'setProgressBar'));
    const shown = bars.map(([, fraction]) => Number(fraction)).filter((fraction) => fraction >= 0);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(bars.at(-1)?.[1]).toBe(-1);
    expect(await asked(app, 'powerSaveBlocker.start')).toEqual(['prevent-app-suspension']);
    expect(await app.evaluate((stand) => stand.blockers.size)).toBe(0);

    await app.evaluate((stand) => {
      stand.bridge()['onRequest']?.((request: unknown) => (stand.notes['request'] = request));
      stand.notifications[0]?.emit('click');
    });
    expect(await app.evaluate((stand) => stand.notes['request'])).toEqual({ type: 'open-document', id: 1 });
    expect(await asked(app, 'focus')).not.toEqual([]);
  });
});

describe('quitting while jobs run', () => {
  it('asks, ends everything within three seconds, and goes on at the next start', async () => {
    const app = await start('quit');
    await addJob(app, 'digits-long-20min.opus');
    await isRunning(app);
    // Dismissed: it goes on.
    await app.evaluate((stand) => stand.window().close());
    await app.until((stand) => stand.calls.some(([name]) => name === 'messageBox'));
    expect(await app.evaluate((stand) => stand.blockers.size)).toBe(1);
    const began = performance.now();
    await app.evaluate((stand) => {
      stand.answers.push({ response: 0 });
      setTimeout(() => stand.window().close(), 0);
    });
    expect(await app.ended()).toBe(0);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(processesWithEnv(`VOXLANE_HOME=${scratch.at('quit', 'library')}`)).toEqual([]);

    const again = await start('quit');
    await isRunning(again);
    const { value } = (await call(again, 'queue.list', {})) as {
      value: { jobs: { state: string; attempt: number }[] };
    };
    expect(value.jobs).toMatchObject([{ state: 'running' }]);
  });
});

describe('a page that crashes', () => {
  it('is loaded again where it was, three times, then its user is asked', async () => {
    const app = await start('crash');
    // What was asked is looked at in the same moment: after the last crash the app quits.
    const crash = (): Promise<unknown> =>
      app.evaluate((stand) => {
        stand.window().webContents.url = 'voxlane://app/index.html#/doc/7';
        stand.window().webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
        return ['reload', 'messageBox'].map((name) => stand.calls.filter(([one]) => one === name).length);
      });
    for (let i = 1; i <= 3; i++) expect(await crash()).toEqual([i, 0]);
    expect(await asked(app, 'reload')).toEqual(Array(3).fill('voxlane://app/index.html#/doc/7'));
    expect(await crash()).toEqual([3, 1]);
  });

  it('keeps what was asked of it meanwhile', async () => {
    const app = await start('crash');
    const listen = (): Promise<unknown> =>
      app.evaluate((stand) => {
        stand.bridge()['onRequest']?.((request: unknown) => ((stand.notes['all'] ??= []) as unknown[]).push(request));
      });
    await listen();
    await app.evaluate((stand) => {
      stand.window().webContents.reload();
      stand.app.emit('second-instance', {}, ['node', 'main.js', '/r/a.wav'], '/');
    });
    expect(await app.evaluate((stand) => stand.notes['all'])).toBeUndefined();
    await listen();
    expect(await app.evaluate((stand) => stand.notes['all'])).toEqual([{ type: 'open-inputs', inputs: ['/r/a.wav'] }]);
  });
});

describe('the shell', () => {
  it('starts without the graphics card after that crashed three times', async () => {
    const app = await start('graphics');
    await app.evaluate((stand) => {
      for (let i = 0; i < 3; i++) stand.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed' });
    });
    const state = scratch.at('graphics', 'userData', 'shell.json');
    await app.until((_stand, state) => process.getBuiltinModule('node:fs').existsSync(state), state);
    await app.kill();
    const again = await start('graphics');
    expect(await asked(again, 'disableHardwareAcceleration')).toHaveLength(1);
  });

  it('keeps its place on the screen, and a damaged memory of it beside', async () => {
    const app = await start('place');
    const bounds = { x: 40, y: 50, width: 1000, height: 700 };
    await app.evaluate((stand, bounds) => stand.window().setBounds(bounds), bounds);
    await app.evaluate((stand) => void setTimeout(() => stand.window().close(), 0));
    expect(await app.ended()).toBe(0);
    const file = scratch.at('place', 'userData', 'shell.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ bounds });
    const again = await start('place');
    expect(await again.evaluate((stand) => stand.window().options)).toMatchObject(bounds);
    await again.kill();
    writeFileSync(file, '{"bounds":');
    await start('place');
    expect(readdirSync(scratch.at('place', 'userData'))).toContain('shell.json.bad');
  });

  it('speaks the language of the settings in its menu and sends commands to the page', async () => {
    const app = await start('menu', { env: { STAND_IN_LOCALE: 'fr-CA' } });
    const labels = (): Promise<unknown[]> => app.evaluate((stand) => stand.menu.map(({ label }) => label));
    expect(await labels()).toContain('Fichier');
    await call(app, 'settings.set', { key: 'uiLanguage', value: 'tr' });
    await app.until((stand) => stand.menu.some(({ label }) => label === 'Dosya'));
    const sent = await app.evaluate((stand) => {
      const all: unknown[] = [];
      stand.bridge()['onRequest']?.((request: unknown) => all.push(request));
      for (const { submenu } of stand.menu) for (const item of submenu ?? []) item.click?.();
      return all as { type: string; id: string }[];
    });
    expect(sent.map(({ id }) => id)).toEqual([
      'app.open',
      'app.export',
      'app.settings',
      'edit.undo',
      'edit.redo',
      'edit.find',
      'app.palette',
      'app.shortcuts',
    ]);
  });

  it('says what is the matter when another program has the library', async () => {
    const first = await start('locked');
    const second = new Desktop({ home: scratch.at('locked') });
    expect(await second.ended()).toBe(1);
    expect(await call(first, 'queue.list', {})).toMatchObject({ ok: true });
  });
});
