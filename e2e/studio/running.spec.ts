import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/studio.ts';

/** The recording over and over, so that there is time to look on. */
function repeated(times: number, file: string): string {
  const source = audioFixture('digits-dialog-2spk-60s.flac');
  execFileSync('ffmpeg', ['-v', 'error', '-stream_loop', String(times - 1), '-i', source, '-y', file]);
  return file;
}

test('a job that runs is opened, read as it is written, and becomes a transcript that can be edited', async ({
  studio,
}) => {
  // Under a minute alone; a busy machine is slow, not broken.
  test.slow();
  await studio.home.add(repeated(6, join(studio.home.out, '..', 'long-talk.flac')));
  await studio.home.run('queue', 'pause', '1');
  await studio.open();
  const { page } = studio;
  const row = page.getByRole('row', { name: 'long-talk' });
  await row.getByRole('button', { name: 'Resume long-talk' }).click();
  await row.getByRole('button', { name: 'Read what there is of long-talk' }).click();
  await expect(page).toHaveURL(/#\/editor\/1$/);

  const bar = page.getByRole('region', { name: 'Unfinished transcript' });
  await expect(bar.getByText('Still being written')).toBeVisible({ timeout: 120_000 });
  const grid = page.getByRole('grid', { name: 'Cues' });
  await expect(grid.getByRole('row').nth(3)).toBeVisible({ timeout: 120_000 });
  await bar.getByRole('button', { name: 'Pause' }).click();
  await expect(bar.getByText('Paused')).toBeVisible();
  await expect(bar.getByText(/Missing: /)).toBeVisible();
  // What there is can be taken along; what is for a whole document cannot.
  await page.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByText(/not finished \(\d+%\)/)).toBeVisible();
  await expect(dialog.getByRole('checkbox')).toHaveCount(3);
  await expect(dialog.locator('pre')).toContainText('-->');
  await expectAccessible(page, 'export of what is not finished', '[role=dialog]');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as SubRip…' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('long-talk.partial.srt');
  const written = readFileSync(await file.path(), 'utf8').match(/-->/g)?.length ?? 0;
  expect(written).toBeGreaterThan(2);
  await expect(dialog).toBeHidden();
  const text = page.getByRole('textbox', { name: 'Text of the cue' });
  await expect(text).toHaveAttribute('readonly', '');
  // What is not finished is not summarised.
  await expect(page.getByRole('tab')).toHaveCount(2);
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill('Summarise with a language model');
  await expect(page.getByRole('option', { name: /^Summarise with a language model/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.keyboard.press('Escape');
  await grid.getByRole('row').nth(3).click();
  const said = await text.inputValue();
  const early = Number(await grid.getAttribute('aria-rowcount'));

  await bar.getByRole('button', { name: 'Resume' }).click();
  await expect(bar).toBeHidden({ timeout: 300_000 });
  // Nobody did anything: the same place, none lost, and now they can be changed. Cues may be divided where speakers change.
  await expect(text).not.toHaveAttribute('readonly');
  await expect.poll(async () => said.includes(await text.inputValue())).toBe(true);
  await expect(text).not.toHaveValue('');
  expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThanOrEqual(early);
  await text.fill('changed by hand');
  await page.keyboard.press('Control+Enter');
  await expect(grid.getByText('changed by hand')).toBeVisible();
  await expect(page.getByText(/^Saved/)).toBeVisible();
});
