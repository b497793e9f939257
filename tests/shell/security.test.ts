import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desktop, startDesktop } from '../support/electron-stand-in/start-desktop.ts';
import { audioFixture, repoPath } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { asked, call, drop } from './support.ts';

const scratch = scratchFolder();
let desktop: Desktop;
beforeAll(async () => {
  desktop = await startDesktop({ home: scratch.at('home') });
});
afterAll(() => desktop.kill());

/** Lets the page try something that an event of its contents decides; true when it was prevented. */
function prevented(event: string, details: object): Promise<boolean> {
  return desktop.evaluate(
    (stand, [event, details]) => {
      let isPrevented = false;
      const cancellable = { ...details, preventDefault: () => (isPrevented = true) };
      stand.window().webContents.emit(event, cancellable, [], () => undefined);
      return isPrevented;
    },
    [event, details] as const,
  );
}

describe('E1, E2: windows', () => {
  it('are sandboxed and isolated, with every switch stated', async () => {
    const { preload, ...preferences } = await desktop.evaluate(
      (stand) => stand.window().options.webPreferences as Record<string, unknown>,
    );
    expect(preload).toBe(repoPath('dist/preload/preload.cjs'));
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      experimentalFeatures: false,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: true,
      devTools: true,
    });
  });

  it('have one maker', () => {
    const bundle = readFileSync(repoPath('dist/desktop/main.js'), 'utf8');
    expect(bundle.match(/new BrowserWindow\(/g)).toHaveLength(1);
    expect(bundle).not.toMatch(
      /["'`]certificate-error["'`]|setCertificateVerifyProc|openPath|enableBlinkFeatures|<webview/,
    );
  });

  it('come after the sandbox was switched on for everything', async () => {
    const calls = await desktop.evaluate((stand) => stand.calls);
    expect(calls[0]).toEqual(['enableSandbox', { ready: false }]);
  });

  it.each(['--no-sandbox', '--remote-debugging-port=9222', '--inspect', '--inspect-brk=9229', '--js-flags=--x'])(
    'do not come up when the packaged app is started with %s',
    async (flag) => {
      const app = new Desktop({ home: scratch.at('refused'), packaged: true, args: [flag] });
      expect(await app.ended()).toBe(1);
      expect(app.stderr).toContain(flag.split('=')[0]);
    },
  );
});

describe('E4: the scheme of the page', () => {
  const status = (url: string): Promise<number> =>
    desktop.evaluate(async (stand, url) => (await stand.fetch(url)).status, url);

  it('is standard and secure, without the powers of file:', async () => {
    const [schemes] = await asked(desktop, 'registerSchemes');
    expect(schemes).toEqual([
      {
        scheme: 'voxlane',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ]);
  });

  it('serves the page with its policy', async () => {
    const page = await desktop.evaluate((stand) => stand.fetch('voxlane://app/index.html'));
    expect(page.status).toBe(200);
    expect(page.body).toContain('<div id="root">');
    const { 'content-security-policy': policy = '' } = page.headers as Record<string, string>;
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThan(20);
    expect(page.body).toContain(nonce);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|https?:|file:/);
    expect((await desktop.evaluate((stand) => stand.fetch('voxlane://app/'))).body).not.toContain(nonce);
  });

  it.each([
    'file:///etc/passwd',
    'file://server/share/x',
    'voxlane://app/%2e%2e/package.json',
    'voxlane://app/..%2fpackage.json',
    'voxlane://app/%5c..%5cpackage.json',
    'voxlane://app/index.html%00',
    'voxlane://other/index.html',
    'voxlane://app/missing.js',
  ])('refuses %s', async (url) => {
    expect(await status(url)).toBeGreaterThanOrEqual(403);
  });
});

describe('E6, E7, E13: the page stays where it is', () => {
  const events = ['will-navigate', 'will-redirect', 'will-frame-navigate'];
  const elsewhere = [
    'https://example.org/',
    'file:///etc/passwd',
    'data:text/html,x',
    'voxlane://media/x',
    'about:blank',
  ];
  it.each(events.flatMap((event) => elsewhere.map((url) => [event, url] as const)))('%s to %s', async (event, url) => {
    expect(await prevented(event, { url, isMainFrame: true })).toBe(true);
  });

  it('a frame goes nowhere, the page may be loaded again', async () => {
    expect(await prevented('will-frame-navigate', { url: 'voxlane://app/index.html', isMainFrame: false })).toBe(true);
    expect(await prevented('will-navigate', { url: 'voxlane://app/index.html', isMainFrame: true })).toBe(false);
  });

  it('no other window opens, nothing is embedded, no device is chosen', async () => {
    const open = (url: string): Promise<unknown> =>
      desktop.evaluate((stand, url) => stand.window().webContents.openHandler({ url }), url);
    for (const url of ['https://example.org', 'voxlane://app/index.html', ''])
      expect(await open(url)).toEqual({ action: 'deny' });
    expect(await prevented('will-attach-webview', {})).toBe(true);
    expect(await prevented('select-bluetooth-device', {})).toBe(true);
  });

  it('nothing is downloaded', async () => {
    const isPrevented = await desktop.evaluate((stand) => {
      let isPrevented = false;
      stand.session.emit('will-download', { preventDefault: () => (isPrevented = true) });
      return isPrevented;
    });
    expect(isPrevented).toBe(true);
  });
});

describe('E8, E9: what leaves the app', () => {
  it('opens an address only when the user agreed to its host', async () => {
    const open = (url: string): Promise<unknown> =>
      desktop.evaluate((stand, url) => stand.bridge()['openExternal']?.(url), url);
    await open('https://example.org/a');
    expect(await asked(desktop, 'openExternal')).toEqual([]);
    const [question] = await asked(desktop, 'messageBox');
    expect(JSON.stringify(question)).toContain('example.org');
    await desktop.evaluate((stand) => stand.answers.push({ response: 0 }));
    await open('https://EXAMPLE.org/a');
    expect(await asked(desktop, 'openExternal')).toEqual(['https://example.org/a']);
    for (const url of ['file:///etc/passwd', 'javascript:x', 'https://a:b@example.org', 'smb://x/y']) await open(url);
    expect(await asked(desktop, 'messageBox')).toHaveLength(2);
    expect(await asked(desktop, 'openExternal')).toHaveLength(1);
  });

  it('shows files in their folder, only those the user or the library named', async () => {
    const reveal = (path: string): Promise<unknown> =>
      desktop.evaluate((stand, path) => stand.bridge()['reveal']?.(path), path);
    const file = scratch.at('evil.desktop');
    writeFileSync(file, '[Desktop Entry]');
    await reveal(file);
    expect(await asked(desktop, 'showItemInFolder')).toEqual([]);
    await drop(desktop, file);
    await reveal(file);
    expect(await asked(desktop, 'showItemInFolder')).toEqual([file]);
    expect(await asked(desktop, 'openPath')).toEqual([]);
  });

  it('drags out text only, into a folder of its own, and cleans up', async () => {
    const dragOut = (name: string): Promise<unknown> =>
      desktop.evaluate((stand, name) => stand.bridge()['dragOut']?.({ name, text: 'hello' }), name);
    for (const name of ['a.desktop', 'a.exe', 'x.scpt', 'run.url']) await dragOut(name);
    expect(await asked(desktop, 'startDrag')).toEqual([]);
    await dragOut('../../talk.srt');
    const [file] = (await asked(desktop, 'startDrag')) as string[];
    expect(file).toContain(scratch.at('home'));
    expect(readFileSync(file ?? '', 'utf8')).toBe('hello');
  });
});

describe('E10: permissions', () => {
  it('are denied, all but a short list, and those to our own page only', async () => {
    const names =
      /setPermissionCheckHandler\(handler: \(\(webContents: \(WebContents\) \| \(null\), permission: ([^,]+),/.exec(
        readFileSync(repoPath('node_modules/electron/electron.d.ts'), 'utf8'),
      )?.[1];
    const permissions = [...(names ?? '').matchAll(/'([\w-]+)'/g)].map((match) => match[1] ?? '');
    expect(permissions.length).toBeGreaterThan(40);
    const allowed = await desktop.evaluate((stand, permissions) => {
      const contents = stand.window().webContents;
      const foreign = { getURL: () => 'https://example.org/' };
      const handlers = stand.session.handlers as Record<string, (...args: unknown[]) => unknown>;
      const ask = (contents: unknown, name: string, isMainFrame: boolean): unknown[] => {
        let answer: unknown;
        handlers['request']?.(contents, name, (yes: boolean) => (answer = yes), { isMainFrame });
        return [answer, handlers['check']?.(contents, name, 'voxlane://app', { isMainFrame })];
      };
      const grants = (isMainFrame: boolean, contents: unknown) =>
        permissions.filter((name) => ask(contents, name, isMainFrame).some((answer) => answer === true));
      return {
        page: grants(true, contents),
        frame: grants(false, contents),
        foreign: grants(true, foreign),
        device: handlers['device']?.({}),
      };
    }, permissions);
    expect(allowed).toEqual({
      page: ['clipboard-sanitized-write', 'fullscreen'],
      frame: [],
      foreign: [],
      device: false,
    });
  });
});

describe('E12: paths', () => {
  it('that nobody chose are neither read nor written', async () => {
    const wav = audioFixture('digits-mono-20s.flac');
    const sources = { maxBytes: 1 };
    const wish = { modelFolders: [], preset: 'demo', options: {}, formats: ['srt'] };
    const plan = { inputs: [wav], wish, sources };
    const refused = await call(desktop, 'queue.plan', plan);
    expect(refused).toMatchObject({ ok: false, error: { code: 'input-refused' } });
    await drop(desktop, wav);
    expect(await call(desktop, 'queue.plan', plan)).toMatchObject({ ok: true });
    for (const [name, input] of [
      ['documents.importCaptions', { id: 1, path: '/etc/passwd' }],
      ['documents.exportFile', { id: 1, format: 'srt', path: '/tmp/x.srt' }],
      ['models.import', { path: '/etc' }],
      ['settings.set', { key: 'modelsFolder', value: '/etc' }],
    ] as const)
      expect(await call(desktop, name, input)).toMatchObject({ ok: false, error: { code: 'input-refused' } });
  });

  it('that lead elsewhere between choice and use count no more', async () => {
    mkdirSync(scratch.at('swap'));
    writeFileSync(scratch.at('swap', 'a.srt'), '');
    await drop(desktop, scratch.at('swap', 'a.srt'));
    // A drop is told without waiting: the answer to any path comes after the shell knows where the dropped one leads.
    const swapped = { id: 1, path: scratch.at('swap', 'a.srt') };
    const before = await call(desktop, 'documents.importCaptions', swapped);
    expect(before).not.toMatchObject({ error: { code: 'input-refused' } });
    rmSync(scratch.at('swap', 'a.srt'));
    symlinkSync('/etc/passwd', scratch.at('swap', 'a.srt'));
    const reply = await call(desktop, 'documents.importCaptions', swapped);
    expect(reply).toMatchObject({ ok: false, error: { code: 'input-refused' } });
  });
});

describe('E21: links and second starts', () => {
  const hostile = [
    ['voxlane://open?url=file:///etc/passwd'],
    ['voxlane://download?model=https://evil/'],
    ['voxlane://open?url=https://u:p@evil/'],
    ['\\\\evil\\share\\a.wav'],
    ['--inspect'],
  ];
  it('show what is asked for, and start nothing', async () => {
    await desktop.evaluate((stand) => {
      stand.notes['requests'] = [];
      stand.bridge()['onRequest']?.((request: unknown) => (stand.notes['requests'] as unknown[]).push(request));
    });
    await desktop.evaluate((stand, hostile) => {
      for (const args of hostile) stand.app.emit('second-instance', {}, ['node', 'main.js', ...args], '/');
    }, hostile);
    const requests = (): Promise<unknown> => desktop.evaluate((stand) => stand.notes['requests']);
    expect(await requests()).toEqual([]);
    await desktop.evaluate((stand) => {
      stand.app.emit('second-instance', {}, ['node', 'main.js', 'talk.mp3'], '/home/anna');
      stand.app.emit('open-url', { preventDefault: () => undefined }, 'voxlane://open?url=https://example.org/talk');
    });
    expect(await requests()).toEqual([
      { type: 'open-inputs', inputs: ['/home/anna/talk.mp3'] },
      { type: 'open-inputs', inputs: ['https://example.org/talk'] },
    ]);
    const { ok, value } = (await call(desktop, 'queue.list', {})) as { ok: boolean; value: { jobs: unknown[] } };
    expect([ok, value.jobs]).toEqual([true, []]);
  });

  it('end a second app at once', async () => {
    const second = new Desktop({ home: scratch.at('second'), env: { STAND_IN_SECOND: '1' } });
    expect(await second.ended()).toBe(0);
    expect(existsSync(scratch.at('second', 'library'))).toBe(false);
  });
});

describe('E24: developer tools', () => {
  interface Item {
    readonly role?: string;
    readonly submenu?: readonly Item[];
  }
  const roles = (app: Desktop): Promise<string[]> =>
    app.evaluate((stand) => {
      const all = (items: readonly Item[]): string[] =>
        items.flatMap((item) => [...(item.role === undefined ? [] : [item.role]), ...all(item.submenu ?? [])]);
      return all(stand.menu);
    });
  const devTools = (app: Desktop): Promise<unknown> =>
    app.evaluate((stand) => stand.window().options.webPreferences?.devTools);

  it('and reload are off in a package until its user wants them', async () => {
    const first = await startDesktop({ home: scratch.at('package'), packaged: true });
    expect(await devTools(first)).toBe(false);
    expect((await roles(first)).filter((role) => /reload|devtools/i.test(role))).toEqual([]);
    expect(await call(first, 'settings.set', { key: 'developerTools', value: true })).toMatchObject({ ok: true });
    await first.evaluate((stand) => void setTimeout(() => stand.app.quit(), 0));
    expect(await first.ended()).toBe(0);
    const second = await startDesktop({ home: scratch.at('package'), packaged: true });
    expect(await devTools(second)).toBe(true);
    expect((await roles(second)).filter((role) => /reload|devtools/i.test(role))).toEqual(['reload', 'toggleDevTools']);
    await second.kill();
  });
});
