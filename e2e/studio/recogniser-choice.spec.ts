import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { bundledModel } from '../../tests/support/fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, type Studio, test } from './support/studio.ts';

/** Installs a bundled model under another name, as one that is not only for trying out. */
function install(studio: Studio, from: string, id: string, name: string, languages: readonly string[]): void {
  const folder = join(studio.home.env['VOXLANE_MODELS'] ?? '', id);
  mkdirSync(folder, { recursive: true });
  cpSync(bundledModel(from), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...manifest, id, name, languages, fixture: false, label: undefined }));
}

async function choose(page: Page, where: Page | Locator, field: string, option: string | RegExp): Promise<void> {
  await where.getByLabel(field, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test.beforeEach(({ studio }) => {
  install(studio, 'whisper-digits', 'whisper-french', 'French one', ['fr']);
  install(studio, 'ctc-digits', 'ctc-english', 'English one', ['en']);
});

test('the models view says what is used and why, and measures a recogniser', async ({ studio }) => {
  test.slow();
  const { page } = studio;
  await studio.open('#/models');
  const row = page.getByRole('listitem').filter({ hasText: 'English one' });

  await test.step('languages decide, and the row of what is used says so', async () => {
    await choose(page, page, 'Language', 'French');
    await expect(page.getByText(/^French one, .*on the processor/)).toBeVisible({ timeout: 60_000 });
    await expect(row.getByText('Not for this choice: it does not know French.')).toBeVisible();
    await choose(page, page, 'Language', 'English');
    await expect(page.getByText(/^English one, since French one does not know English/)).toBeVisible();
    await expect(row.getByText('Used for this choice')).toBeVisible();
  });

  await test.step('a measurement ends with a speed and a memory', async () => {
    await expect(row.getByText('speed not measured yet')).toBeVisible();
    await expect(row.getByText(/about [\d.]+ MB memory, estimated/)).toBeVisible();
    await row.getByRole('button', { name: 'Measure: English one' }).click();
    await expect(row.getByRole('button', { name: 'Stop measuring: English one' })).toBeVisible();
    await expect(row.getByText(/[\d,.]+× real time on CPU, measured/)).toBeVisible({ timeout: 90_000 });
    await expect(row.getByText(/[\d.]+ MB memory at most, measured/)).toBeVisible();
  });

  await expectAccessible(page, 'models in light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'models in dark', undefined, 'colours');
});

test('the sheet of new jobs says what the engine chooses, by language and models', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await page.getByRole('button', { name: 'Add recordings' }).first().waitFor();
  await studio.bring([join('tests', 'fixtures', 'audio', 'digits-mono-20s.flac')]);
  const sheet = page.getByRole('dialog', { name: 'New jobs' });
  await choose(page, sheet, 'Language', 'English');
  await expect(sheet.getByText(/^English one, since French one does not know English/)).toBeVisible({
    timeout: 60_000,
  });
  await choose(page, sheet, 'Language', 'French');
  await expect(sheet.getByText(/^French one, /)).toBeVisible();
  await sheet.getByRole('button', { name: 'More options' }).click();
  await choose(page, sheet, 'Speech model', /Demo/);
  await expect(sheet.getByText(/for trying out: it writes digits only/)).toBeVisible();
  await choose(page, sheet, 'Speech model', 'English one');
  await expect(sheet.getByText(/^English one, as you chose, though it does not know French/)).toBeVisible();
  await choose(page, sheet, 'Times of words', 'Always align');
  await choose(page, sheet, 'Second opinion', 'Never');
  await choose(page, sheet, 'Language', 'Detect');
  await choose(page, sheet, 'Only these languages', 'French');
  await expect(sheet.getByText(/one alone is not used/)).toBeVisible();
  await expectAccessible(page, 'sheet in light', '[role=dialog]');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'sheet in dark', '[role=dialog]', 'colours');
});

test('the settings say what engines run on, and test every device', async ({ studio }) => {
  test.slow();
  const { page } = studio;
  await studio.open('#/settings/devices');
  await expect(page.getByText('ONNX models', { exact: true })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText('Starts on: CPU').first()).toBeVisible();
  await expect(page.getByText('No recogniser runs now.')).toBeVisible();
  await page.getByRole('button', { name: 'Run a test' }).click();
  await expect(page.getByText('Device cpu')).toBeVisible({ timeout: 120_000 });
  await expectAccessible(page, 'devices in light');
});
