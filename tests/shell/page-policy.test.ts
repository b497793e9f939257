import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageResponse } from '../../src/main/scheme/app-scheme.ts';
import { scratchFolder } from '../support/scratch.ts';

const program = process.env['VOXLANE_CHROMIUM'] ?? '/usr/bin/chromium';

interface Outcome {
  readonly attempts: Readonly<Record<string, boolean>>;
  readonly evals: readonly boolean[];
  readonly title: string;
  readonly colour: string;
  readonly violations: readonly string[];
}

/** What the debugger runs is exempt from the rule about eval, so the page tries that itself. */
const TRIES = `(async () => {
  document.querySelector('#root').innerHTML =
    '<img src=y onerror="document.title = 1"><style>body { color: red }</style><b style="color:red">';
  const works = (work) => new Promise(work).then(() => true, () => false);
  const attempts = {
    fetch: await works((done, fail) => fetch('https://example.org/').then(done, fail)),
    socket: await works((done, fail) => {
      const socket = new WebSocket('wss://example.org/');
      socket.onopen = done;
      socket.onerror = fail;
    }),
    blobWorker: await works((done, fail) => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
      worker.onmessage = done;
      worker.onerror = fail;
    }),
  };
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { violations, evals } = window;
  return { attempts, evals, violations, title: document.title, colour: getComputedStyle(document.body).color };
})()`;

/** A page as hostile as it can be, behind the same answers that the desktop's scheme gives, in the engine of Electron. */
describe.skipIf(!existsSync(program))('E3, E18: the policy of the page in a real browser', () => {
  const scratch = scratchFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program });
    mkdirSync(scratch.at('page'));
    writeFileSync(
      scratch.at('page', 'index.html'),
      `<html><head><title>x</title></head><body><div id="root"></div>
        <script>document.title = 'inline'</script>
        <img src="x" onerror="document.title = 'handler'">
        <script src="https://example.org/evil.js"></script>
        <object data="https://example.org/x"></object><iframe src="https://example.org/"></iframe>
        <base href="https://example.org/"><form action="https://example.org/"><input name="a"></form>
        <script type="module" src="main.js"></script></body></html>`,
    );
    writeFileSync(
      scratch.at('page', 'main.js'),
      `window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      const works = (run) => { try { run(); return true; } catch { return false; } };
      window.evals = [works(() => (0, eval)('1')), works(() => new Function('return 1')())];
      window.ran = true;`,
    );
  });
  afterAll(() => browser.close());

  it('runs its own scripts and nothing that text or the network bring in', async () => {
    const page = await browser.newPage();
    const outside: string[] = [];
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (!url.startsWith('https://app.voxlane.test/')) {
        outside.push(url);
        return route.abort();
      }
      const asked = url.replace('https://app.voxlane.test', 'voxlane://app');
      const answer = await pageResponse(new Request(asked), scratch.at('page'));
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    await page.goto('https://app.voxlane.test/index.html');
    await page.waitForFunction('window.ran === true');
    const outcome = await page.evaluate<Outcome>(TRIES);
    expect(outcome.attempts).toEqual({ fetch: false, socket: false, blobWorker: false });
    expect(outcome.evals).toEqual([false, false]);
    expect(outcome.title).toBe('x');
    expect(outcome.colour).not.toBe('rgb(255, 0, 0)');
    expect(outcome.violations).toEqual(expect.arrayContaining(['script-src-attr', 'style-src-elem', 'connect-src']));
    expect(outside).toEqual([]);
    await page.close();
  });
});
