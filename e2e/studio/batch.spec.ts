import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeLoopedWav, writeShortWav } from '../../tests/support/short-wav.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/studio.ts';

test('ten recordings at once: moved, paused, cancelled, tried again; a damaged one fails alone', async ({ studio }) => {
  test.slow();
  const folder = join(dirname(studio.home.library), 'recordings');
  mkdirSync(folder);
  const names = Array.from({ length: 9 }, (_, n) => `talk-${n + 1}`);
  // The first one runs while the others are dealt with.
  writeLoopedWav(join(folder, 'talk-1.wav'), 2);
  for (const [n, name] of names.slice(1).entries()) writeShortWav(join(folder, `${name}.wav`), 3 + n * 0.1);
  writeFileSync(join(folder, 'damaged.mp3'), Buffer.alloc(20_000, 'not a sound'));
  const paths = [...names.map((name) => `${name}.wav`), 'damaged.mp3'].map((name) => join(folder, name));
  const set = await studio.home.run('settings', 'set', 'defaultPreset', 'demo');
  expect(set.code, set.stderr).toBe(0);
  await studio.open('#/queue');
  const { page } = studio;

  const rows = page.locator('[data-job]');
  const row = (name: string) => page.getByRole('row', { name, exact: true });
  const shows = (filter: string, count: number) =>
    expect(page.getByRole('button', { name: `${filter} ${count}`, exact: true })).toBeVisible({ timeout: 120_000 });

  await test.step('all come in at once, the damaged one with its reason', async () => {
    await studio.bring(paths);
    const sheet = page.getByRole('dialog', { name: 'New jobs' });
    const damaged = sheet.getByRole('listitem').filter({ hasText: 'damaged' });
    await expect(damaged.locator('.text-danger')).toBeVisible();
    await sheet.getByRole('button', { name: 'Start 10 jobs' }).click();
    // The rows may be there before the answer that closes the sheet, which has the focus until then.
    await expect(sheet).toBeHidden();
    await expect(rows).toHaveCount(10);
    await expect(page.getByText('10 jobs', { exact: true })).toBeVisible();
    await expect(page.getByText(/ of sound$/)).toBeVisible();
  });

  await test.step('all are paused together', async () => {
    await rows.first().focus();
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press('Control+a');
    await expect(page.getByText('10 selected')).toBeVisible();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await shows('Running', 0);
    await rows.first().focus();
    await page.keyboard.press('Escape');
    await expect(page.getByText('10 selected')).toBeHidden();
  });

  await test.step('one is moved to the front', async () => {
    const order = () => rows.evaluateAll((list) => list.map((each) => each.getAttribute('aria-label')));
    await row('talk-8.wav').getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Move to the top' }).click();
    await expect.poll(async () => (await order())[0]).toBe('talk-8.wav');
  });

  await test.step('one is cancelled, one goes on alone', async () => {
    await row('talk-9.wav').getByRole('button', { name: 'Cancel talk-9.wav' }).click();
    await expect(row('talk-9.wav')).toContainText('Cancelled');
    await row('talk-8.wav').getByRole('button', { name: 'Resume talk-8.wav' }).click();
    await expect(row('talk-8.wav')).toContainText(/Done/, { timeout: 90_000 });
    await expect(row('talk-2.wav')).toContainText('Paused');
  });

  await test.step('filters and search show some of them', async () => {
    await page.getByRole('button', { name: /^Done \d/ }).click();
    await expect(row('talk-8.wav')).toBeVisible();
    await expect(row('talk-2.wav')).toBeHidden();
    await page.getByRole('button', { name: /^All \d/ }).click();
    await page.getByRole('searchbox', { name: 'Search the queue' }).fill('talk-3');
    await expect(rows).toHaveCount(1);
    await page.getByRole('searchbox', { name: 'Search the queue' }).fill('');
    await expect(rows).toHaveCount(10);
  });

  await test.step('the others go on together, and the damaged one ends nothing', async () => {
    await rows.first().focus();
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    // How fast this machine is was learned from the first one.
    await expect(page.getByText(/^done in about .+, at \d/)).toBeVisible();
    await shows('Done', 8);
    await shows('Failed', 2);
    const reason = row('damaged.mp3').getByRole('button', { expanded: false }).filter({ hasText: 'damaged.mp3' });
    await expect(reason).toBeVisible();
    await expectAccessible(page, 'a queue that has ended');
  });

  await test.step('what failed or was cancelled is tried again', async () => {
    await row('talk-9.wav').getByRole('button', { name: 'Try talk-9.wav again' }).click();
    await shows('Done', 9);
    await row('damaged.mp3').getByRole('button', { name: 'Try damaged.mp3 again' }).click();
    await shows('Failed', 1);
    await shows('Waiting', 0);
  });

  await test.step('a result opens', async () => {
    await row('talk-1.wav').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'talk-1.wav' })).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(1)).toBeVisible();
  });
});
