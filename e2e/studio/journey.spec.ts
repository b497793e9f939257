import { readFileSync } from 'node:fs';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { expect, test } from './support/studio.ts';

const RECORDING = 'digits-dialog-2spk-60s.flac';

test('from a dropped recording to a subtitle file: watched, relabelled, edited, over a kill of the server', async ({
  studio,
}) => {
  test.slow();
  await studio.home.run('settings', 'set', 'defaultPreset', 'demo');
  await studio.open();
  const { page } = studio;

  const bytes = readFileSync(audioFixture(RECORDING)).toString('base64');
  const dropped = await page.evaluateHandle(
    ([data, name]) => {
      const raw = Uint8Array.from(atob(data ?? ''), (sign) => sign.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([raw], name ?? '', { type: 'audio/flac' }));
      return transfer;
    },
    [bytes, RECORDING],
  );
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: dropped });
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  const sheet = page.getByRole('dialog', { name: 'New jobs' });
  await expect(sheet.getByText(RECORDING).first()).toBeVisible();
  await sheet.getByRole('button', { name: 'Start', exact: true }).click();

  await studio.open('#/queue');
  await expect(page.getByRole('progressbar').first()).toBeVisible({ timeout: 60_000 });
  await studio.kill();
  await studio.restart();
  await expect(page.getByText(/71 words/)).toBeVisible({ timeout: 120_000 });

  await studio.open('#/editor/1');
  const grid = page.getByRole('grid', { name: 'Cues' });
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  const name = page.getByRole('textbox', { name: 'Name of Speaker 1' });
  await name.fill('Ada Lovelace');
  await name.press('Enter');
  const text = page.getByRole('textbox', { name: 'Text of the cue' });
  await text.fill('twenty-three and a half');
  await page.keyboard.press('Control+Enter');
  await expect(grid.getByText('twenty-three and a half')).toBeVisible();
  await expect(page.getByText(/^Saved/)).toBeVisible();

  // What is typed when the server goes is on the disk once it is back, and the page opens where it was.
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' sentences');
  await studio.kill();
  await expect(page.getByText(/^Not saved yet/)).toBeVisible();
  await studio.restart();
  await expect(grid.getByText('sentences')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(grid.getByText('sentences')).toBeVisible({ timeout: 60_000 });
  await expect(text).toHaveValue(/ sentences$/);
  await expect(grid.getByText('twenty-three and a half')).toBeVisible({ timeout: 60_000 });
  await expect(grid.getByText('Ada Lovelace').first()).toBeVisible();

  await page.keyboard.press('Control+E');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Save as SubRip/ }).click();
  const file = await (await saved).path();
  await page.keyboard.press('Escape');
  await studio.stop();
  expect(readFileSync(file, 'utf8')).toContain('twenty-three and a half');
  expect(readFileSync(file, 'utf8')).toContain('Ada Lovelace');
  const shown = await studio.home.run('library', 'export', '1', '--format', 'srt');
  expect(readFileSync(file, 'utf8').trim()).toBe(shown.stdout.trim());
});
