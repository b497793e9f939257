import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { largeDocument } from '../../tests/support/large-document.ts';
import { expect, test } from './support/studio.ts';

const RECORDING = join('tests', 'fixtures', 'audio', 'digits-mono-20s.flac');

/** Drops a file as a user would: with an event that carries it. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    ([file, base64]) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([content], file));
      return transfer;
    },
    [name, bytes.toString('base64')] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer: data });
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test('a dropped recording becomes a job, and the job a project that opens', async ({ studio }) => {
  await studio.open();
  const { page } = studio;
  await expect(page.getByText('Drop a recording here')).toBeVisible();
  await accessible(page);
  await drop(page, 'my talk.flac', readFileSync(RECORDING));
  const sheet = page.getByRole('dialog', { name: 'New jobs' });
  await expect(sheet.getByText('my talk.flac')).toBeVisible({ timeout: 30_000 });
  await sheet.getByRole('button', { name: 'More options' }).click();
  await sheet.getByLabel('Speech model').click();
  await page.getByRole('option', { name: /Demo/ }).click();
  await accessible(page);
  await sheet.getByRole('button', { name: 'Start' }).click();
  await expect(sheet).toBeHidden();
  const row = page.getByRole('row', { name: 'my talk' });
  await expect(row).toBeVisible();
  await expect(row.getByText(/\d+ words?/)).toBeVisible({ timeout: 90_000 });
  await accessible(page);
  await row.getByRole('button', { name: /^Open/ }).click();
  await expect(page).toHaveURL(/#\/editor\/\d+$/);
});

test('what cannot be taken is refused with a reason', async ({ studio, target }) => {
  await studio.open();
  const { page } = studio;
  await drop(page, 'subtitles.srt', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nHello\n'));
  await expect(page.getByText(/Subtitles need a recording/)).toBeVisible();
  const address = page.getByLabel('Web address of a recording');
  await address.fill('ftp://example.org/talk.mp3');
  await address.press('Enter');
  await expect(page.getByText(/Only addresses that start with/)).toBeVisible();
  await address.fill('http://127.0.0.1/talk.mp3');
  await address.press('Enter');
  await expect(page.getByText(/lies in the local network/)).toBeVisible();
  if (target === 'electron') return;
  // What is wrong among files keeps none of the others out, and to read why does not end what is being put together.
  const empty = join(dirname(studio.home.library), 'empty.wav');
  writeFileSync(empty, '');
  await studio.bring([RECORDING, 'package.json', empty]);
  const sheet = page.getByRole('dialog', { name: 'New jobs' });
  await expect(sheet.getByText('package.json is no list of failed inputs')).toBeVisible();
  await expect(sheet.getByRole('checkbox', { name: /digits-mono-20s/ })).toBeChecked();
  const left = page.locator('[role=status]', { hasText: '“empty.wav” is empty' });
  await left.getByRole('button', { name: 'Dismiss', includeHidden: true }).click();
  await expect(left).toHaveCount(0);
  await expect(sheet.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
});

test('subtitles dropped onto a project become its cues', async ({ studio }) => {
  const document = largeDocument({ cues: 20, wordsPerCue: 8, speakers: 2 });
  const [id] = await studio.fill([{ path: '/nowhere/talk.wav', document }]);
  await studio.open();
  const { page } = studio;
  await expect(page.locator(`[data-project="${id}"]`)).toBeVisible();
  const captions = '1\n00:00:01,000 --> 00:00:02,500\nOnly this remains\n';
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'better.srt'));
    return transfer;
  }, captions);
  await page.dispatchEvent(`[data-project="${id}"]`, 'drop', { dataTransfer: data });
  await page.getByRole('button', { name: 'Use them' }).click();
  await expect(page.getByText(/are the cues now/)).toBeVisible({ timeout: 30_000 });
});

test('waiting jobs are moved with keys, and what happened is said', async ({ studio }) => {
  const names = ['digits-mono-20s', 'digits-noisy-10dB', 'digits-dialog-2spk-60s'];
  await studio.home.add(...names.map((name) => join(process.cwd(), 'tests', 'fixtures', 'audio', `${name}.flac`)));
  await studio.home.run('queue', 'pause', '1', '2', '3');
  await studio.open('#/queue');
  const { page } = studio;
  const rows = page.locator('[data-job]');
  await expect(rows).toHaveCount(3);
  await rows.first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(rows.nth(1)).toHaveAttribute('data-job', '1');
  await expect(page.getByText('Moved to place 2 of 3')).toBeAttached();
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(1);
  await accessible(page);
});
