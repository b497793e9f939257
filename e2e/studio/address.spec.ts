import { spawnSync } from 'node:child_process';
import {
  type LoopbackServer,
  servedFile,
  servedText,
  startLoopbackServer,
} from '../../tests/sources/loopback-server.ts';
import { audioFixture, readTruth } from '../../tests/support/fixtures.ts';
import { expect, test } from './support/studio.ts';

const noYtdlp = spawnSync('yt-dlp', ['--version']).status === 0 ? undefined : 'yt-dlp is not on PATH';
const RECORDING = 'digits-mono-20s';

test.describe('a page on the web', () => {
  test.skip(noYtdlp !== undefined, noYtdlp);
  let web: LoopbackServer;
  test.beforeAll(async () => {
    web = await startLoopbackServer({
      '/talk.flac': servedFile(audioFixture(`${RECORDING}.flac`), 'audio/flac'),
      '/page.html': servedText('<title>A talk about digits</title><audio src="/talk.flac"></audio>', 'text/html'),
    });
  });
  test.afterAll(() => web.close());

  test('pasted as text, it is fetched, written down and opened', async ({ studio }) => {
    for (const [name, value] of [
      ['defaultPreset', 'demo'],
      ['allowLocalNetwork', 'true'],
      ['allowOldYtdlp', 'true'],
    ] as const) {
      const { code, stderr } = await studio.home.run('settings', 'set', name, value);
      expect(code, stderr).toBe(0);
    }
    await studio.open();
    const { page } = studio;
    await expect(page.getByText('Drop a recording here')).toBeVisible();
    await studio.paste(`Have a look: ${web.url}/page.html`);
    const sheet = page.getByRole('dialog', { name: 'New jobs' });
    await expect(sheet.getByText('A talk about digits')).toBeVisible({ timeout: 60_000 });
    await sheet.getByRole('button', { name: 'Start', exact: true }).click();
    const row = page.getByRole('row', { name: /^A talk about digits/ });
    await expect(row.getByText(/\d+ words?/)).toBeVisible({ timeout: 90_000 });
    expect(web.requests.map(({ path }) => path)).toEqual(expect.arrayContaining(['/page.html', '/talk.flac']));

    await row.getByRole('button', { name: /^Open/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: /^A talk about digits/ })).toBeVisible();
    const cues = page.getByRole('grid', { name: 'Cues' }).getByRole('row');
    await expect(cues.nth(1)).toBeVisible();
    const { code, stdout, stderr } = await studio.home.run('library', 'export', '1', '--format', 'srt');
    expect(code, stderr).toBe(0);
    const heard = stdout
      .split('\n')
      .filter((line) => line !== '' && !/^\d+$|-->/.test(line))
      .join(' ');
    const words = heard
      .replace(/[^\p{L} ]/gu, '')
      .toLowerCase()
      .split(' ');
    const truth = readTruth(RECORDING).words.map(({ word }) => word);
    expect(words).toHaveLength(truth.length);
    // One word of this recording is beyond the bundled model (tests/pipeline/accuracy.test.ts).
    expect(words.filter((word, at) => word !== truth[at]).length).toBeLessThanOrEqual(1);
    const [first] = heard.split(' ');
    await expect(cues.nth(1)).toContainText(first ?? '');
  });
});
