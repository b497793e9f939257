import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { largeDocument } from '../../tests/support/large-document.ts';
import { expect, test } from './support/studio.ts';

const PLACES = [
  '#/settings/general',
  '#/settings/appearance',
  '#/settings/editor',
  '#/settings/devices',
  '#/settings/models',
  '#/settings/network',
  '#/settings/voices',
  '#/settings/keys',
  '#/settings/storage',
  '#/settings/about',
  '#/models',
  '#/voices',
];

async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('language, colours and density change at once and stay', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/settings');
  await choose(page, 'Language', 'Français');
  await expect(page.getByRole('heading', { level: 1, name: 'Réglages' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await choose(page, 'Langue', 'Türkçe');
  await expect(page.getByRole('heading', { level: 1, name: 'Ayarlar' })).toBeVisible();
  await page.getByRole('link', { name: 'Görünüm' }).click();
  await choose(page, 'Renkler', 'Koyu');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await choose(page, 'Yoğunluk', 'Sıkışık');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: 'Görünüm' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the palette works by keyboard alone, in the language of the window and in English', async ({ studio }) => {
  const { page } = studio;
  const [id] = await studio.fill([
    { path: '/nowhere/harbour.wav', document: largeDocument({ cues: 4, wordsPerCue: 4, speakers: 2 }) },
  ]);
  await studio.open('#/settings/general');
  await choose(page, 'Language', 'Français');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  const find = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+K');
    await expect(page.getByRole('combobox', { name: 'Commandes' })).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await find('modeles');
  await expect(page.getByRole('heading', { level: 1, name: 'Modèles' })).toBeVisible();
  await find('go to the voi');
  await expect(page.getByRole('heading', { level: 1, name: 'Voix' })).toBeVisible();
  // The focus is where it was before, for the command that is chosen next.
  const link = page.getByRole('navigation').getByRole('link').first();
  await link.focus();
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox', { name: 'Commandes' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(link).toBeFocused();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('harbour');
  await expect(page.getByRole('option', { name: /harbour/ }).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/editor/${id}$`));
});

test('a key given to a command works, a key in use is moved, and reset takes both back', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/settings/keys');
  await page.getByRole('button', { name: 'Add a key for: Go to the models' }).click();
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('dialog')).toContainText('Alt+2 is also: Go to the queue');
  await page.getByRole('button', { name: 'Use Alt+2 and take it from the other' }).click();
  await expect(page.getByRole('button', { name: 'Take Alt+2 from: Go to the models' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take Alt+2 from: Go to the queue' })).toHaveCount(0);
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();

  await studio.open('#/settings/keys');
  await page.getByRole('button', { name: 'Add a key for: Go to the voices' }).click();
  await page.keyboard.press('Control+Shift+T');
  await expect(page.getByRole('dialog')).toContainText('The browser keeps Ctrl+Shift+T for itself');
  // One Escape is enough, also while the hint of a button is shown.
  await page.getByRole('button', { name: 'Close' }).hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  const file = await (await download).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    keymap: 'voxlane',
    keys: { 'app.models': ['Alt+4', 'Alt+2'], 'app.queue': [] },
  });
  await page.getByRole('button', { name: 'Reset all', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Take Alt+2 from: Go to the queue' })).toBeVisible();
  await page.getByLabel('Import…', { exact: true }).setInputFiles(file);
  await expect(page.getByRole('button', { name: 'Take Alt+2 from: Go to the models' })).toBeVisible();
  await choose(page, 'Keymap', 'Aegisub');
  await expect(page.getByRole('button', { name: 'Take R from: Play the cue' })).toBeVisible();
});

test('a setting that cannot be saved is told and taken back', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/settings/network');
  const proxy = page.getByRole('textbox', { name: 'Proxy' });
  await proxy.fill('ftp://nowhere');
  await proxy.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(proxy).toHaveValue('');
  await page.getByRole('switch', { name: 'Work offline' }).click();
  await studio.open('#/models');
  await expect(page.getByText('Offline is on: nothing can be downloaded.')).toBeVisible();
});

test('voices are off until somebody agrees, and off again when they say so', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/voices');
  await page.getByRole('button', { name: 'Turn on…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Turn on' })).toBeDisabled();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('Nobody is known yet')).toBeVisible();
  await page.getByRole('button', { name: 'Turn off…' }).click();
  await page.getByRole('button', { name: 'Turn off and delete all' }).click();
  await expect(page.getByText('Recognise people by their voices')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`settings, models and voices have no fault that axe finds, ${theme}`, async ({ studio }) => {
    const { page } = studio;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await studio.open();
    for (const place of PLACES) {
      await studio.open(place);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      // What axe loads beforehand would breach the page's content policy.
      const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        place,
      ).toEqual([]);
    }
  });
}
