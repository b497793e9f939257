import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { expectFocus, tabTo } from './support/keys.ts';
import { expect, test } from './support/studio.ts';

test('from the empty first screen into the editor without a mouse; the focus is never lost', async ({ studio }) => {
  test.slow();
  const home = join(dirname(studio.home.library), 'user');
  mkdirSync(home);
  copyFileSync(audioFixture('digits-dialog-2spk-60s.flac'), join(home, 'dialogue.flac'));
  studio.home.env['HOME'] = home;
  const set = await studio.home.run('settings', 'set', 'defaultPreset', 'demo');
  expect(set.code, set.stderr).toBe(0);
  await studio.open();
  const { page } = studio;
  await page.evaluate(() => {
    for (const type of ['pointerdown', 'mousedown', 'wheel', 'touchstart'])
      addEventListener(type, () => console.error(`there was a ${type}`), true);
  });
  const press = async (keys: string): Promise<void> => {
    await page.keyboard.press(keys);
    await expectFocus(page, keys);
  };
  const grid = page.getByRole('grid', { name: 'Cues' });
  const cueRows = grid.getByRole('row');

  await test.step('a file is chosen among the folders and started', async () => {
    await tabTo(page, 'button', 'From the studio’s machine');
    await press('Enter');
    await tabTo(page, 'button', /^dialogue\.flac/);
    await press('Space');
    await tabTo(page, 'button', 'Add 1 file');
    await press('Enter');
    const sheet = page.getByRole('dialog', { name: 'New jobs' });
    await expect(sheet.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
    await press('Enter');
    await expect(sheet).toBeHidden();
    await expectFocus(page, 'the sheet has closed');
  });

  await test.step('it is waited for and opened', async () => {
    await expect(page.getByText(/71 words/)).toBeVisible({ timeout: 120_000 });
    await expectFocus(page, 'the job has ended');
    await tabTo(page, 'row', /^dialogue/);
    await press('Enter');
    await expect(cueRows.nth(1)).toBeVisible();
    await expectFocus(page, 'the editor has opened');
  });

  await test.step('a speaker is renamed', async () => {
    await press('Control+Shift+S');
    await tabTo(page, 'textbox', 'Name of Speaker 1');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Ada');
    await press('Enter');
    await expect(grid.getByText('Ada').first()).toBeVisible();
  });
});
