import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { expectFocus, tabTo } from './support/keys.ts';
import { expect, test } from './support/studio.ts';

test('from the empty first screen to a subtitle file without a mouse; the focus is never lost', async ({ studio }) => {
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
    // The row of the job goes when that of the project comes.
    await expect(page.getByRole('row', { name: 'dialogue', exact: true })).toBeVisible();
    await tabTo(page, 'row', /^dialogue$/);
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

  await test.step('a cue is split and merged again', async () => {
    const count = await grid.getAttribute('aria-rowcount');
    await tabTo(page, 'textbox', 'Text of the cue');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    await press('Control+Alt+V');
    await expect(grid).not.toHaveAttribute('aria-rowcount', count ?? '');
    await press('Alt+ArrowUp');
    await press('Control+Shift+M');
    await expect(grid).toHaveAttribute('aria-rowcount', count ?? '');
  });

  await test.step('a cue is given to the other, and its text written', async () => {
    await tabTo(page, 'grid', 'Cues');
    await press('2');
    await expect(cueRows.nth(1)).toContainText('Speaker 2');
    await press('F2');
    await page.keyboard.press('Control+A');
    // Two spaces in a row, for the rules to find.
    await page.keyboard.type('the first  words are new');
    await press('Enter');
    await expect(grid).toBeFocused();
    await expect(cueRows.nth(1)).toContainText('the first words are new');
  });

  await test.step('its times are set', async () => {
    await tabTo(page, 'textbox', 'End', 'Shift+Tab');
    const end = page.getByRole('textbox', { name: 'End', exact: true });
    const before = await end.inputValue();
    // What cannot be is refused with a word that goes by itself.
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0:00.000');
    await press('Enter');
    const why = page.getByText('A cue must end after it starts.');
    await expect(why).toBeVisible();
    await expect(why).toBeHidden();
    await expect(end).toHaveValue(before);
    await press('Shift+ArrowDown');
    await expect(end).not.toHaveValue(before);
    await press('Escape');
  });

  await test.step('the doubts are gone through', async () => {
    await press('F9');
    const left = page.getByText(/^Doubt \d+ of \d+/);
    const none = page.getByRole('group', { name: 'No doubts left' });
    await expect(left.or(none)).toBeVisible();
    while (await left.isVisible()) {
      const now = await left.textContent();
      await press('Enter');
      await expect(left.filter({ hasText: now ?? '' })).toHaveCount(0);
    }
    await expect(none).toBeFocused();
  });

  await test.step('what breaks the rules is fixed', async () => {
    await press('Control+F8');
    await tabTo(page, 'button', 'Fix all…');
    await press('Enter');
    await tabTo(page, 'button', /^Change \d+ cues?$/);
    await press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expectFocus(page, 'all was fixed');
  });

  await test.step('it is exported, byte for byte as the command does it', async () => {
    await press('Control+E');
    await expect(page.getByRole('dialog', { name: 'Export' }).locator('pre')).toContainText('-->');
    await tabTo(page, 'button', 'Save as SubRip…');
    const file = await studio.saved(() => press('Enter'));
    await expectFocus(page, 'the file was saved');
    await expect(page.getByText(/^Saved/).first()).toBeVisible();
    await studio.stop();
    const shown = await studio.home.run('library', 'export', '1', '--format', 'srt');
    expect(readFileSync(file, 'utf8')).toBe(shown.stdout);
    expect(shown.stdout).toContain('the first words are new');
  });
});
