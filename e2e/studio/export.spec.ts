import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { largeDocument } from '../../tests/support/large-document.ts';
import { notedDocument } from '../../tests/support/noted-document.ts';
import { expect, test } from './support/studio.ts';

const talk = { path: '/nowhere/talk.wav', document: largeDocument({ cues: 60, wordsPerCue: 6, speakers: 2 }) };

test('export shows what is written and lost, and writes it as chosen', async ({ studio }) => {
  const { page } = studio;
  const [id] = await studio.fill([talk]);
  await studio.open(`#/editor/${id}`);
  await page.getByRole('button', { name: /^Export/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const preview = dialog.locator('pre');
  await expect(preview).toContainText('-->');
  await expect(dialog.getByText('What SubRip cannot hold')).toBeVisible();
  // What axe loads beforehand would breach the page's content policy.
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').options({ preload: false }).analyze();
  expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  // The profile is chosen here too: what it finds and how lines of two speakers open follow.
  await expect(dialog.getByText(/under these rules/)).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Speakers in the text' }).click();
  await page.getByRole('option', { name: '[Name] text' }).click();
  await expect(preview).toContainText('[Speaker 1] ');
  const faults = await dialog.getByText(/under these rules/).textContent();
  await dialog.getByRole('combobox', { name: 'Rules' }).click();
  await page.getByRole('option').last().click();
  await expect(dialog.getByText(/under these rules|keep these rules/)).not.toHaveText(faults ?? '');

  await dialog.getByRole('combobox', { name: 'Line ends' }).click();
  await page.getByRole('option', { name: 'CRLF (Windows)' }).click();
  await dialog.getByRole('switch', { name: 'Byte order mark' }).click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as SubRip…' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('long-talk.srt');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.startsWith('\uFEFF1\r\n')).toBe(true);
  expect(text.match(/-->/g)).toHaveLength(60);
  await expect(dialog).toHaveCount(0);
});

test('the choice is remembered, and several formats are written at once', async ({ studio }) => {
  const { page } = studio;
  const [id] = await studio.fill([talk]);
  await studio.open(`#/editor/${id}`);
  await expect(page.getByRole('heading', { name: 'long-talk.wav' })).toBeVisible();
  await page.keyboard.press('Control+E');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('button', { name: /^WebVTT Cues/ }).click();
  await expect(dialog.locator('pre')).toContainText('WEBVTT');
  await dialog.getByRole('checkbox', { name: 'Write Voxlane document' }).check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+E');
  await expect(dialog.locator('pre')).toContainText('WEBVTT');
  const names: string[] = [];
  page.on('download', (download) => names.push(download.suggestedFilename()));
  await dialog.getByRole('button', { name: 'Save 2 files…' }).click();
  await expect.poll(() => names.sort()).toEqual(['long-talk.json', 'long-talk.vtt']);
});

test('a language, both texts and a class are chosen where the document has them', async ({ studio }) => {
  const { page } = studio;
  const [id, plain] = await studio.fill([{ path: '/nowhere/game.wav', document: notedDocument(12) }, talk]);
  await studio.open(`#/editor/${plain}`);
  await page.getByRole('button', { name: /^Export/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const preview = dialog.locator('pre');
  await expect(preview).toContainText('-->');
  await expect(dialog.getByRole('region', { name: 'Content' })).toHaveCount(0);

  await studio.open(`#/editor/${id}`);
  await page.getByRole('button', { name: /^Export/ }).click();
  await expect(dialog.getByText('Translations of cues: 11')).toBeVisible();
  const choose = async (name: string, option: string): Promise<void> => {
    await dialog.getByRole('combobox', { name, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Language', 'French');
  await expect(preview).toContainText('Réplique 1.');
  await expect(dialog.getByText('Source text of cues: 11')).toBeVisible();
  await expect(dialog.getByText('Cues without a translation, in the source text: 1')).toBeVisible();
  await choose('Source text', 'Above the translation');
  await expect(preview).toContainText(/\w+\nRéplique 1\./);
  await choose('Cues', 'In or out of character');
  await expect(preview).not.toContainText('Réplique 2.');
  await expect(dialog.getByText('Cues of other classes, left out: 6')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Out of character' }).check();
  await expect(preview).toContainText('Réplique 2.');
  await dialog.getByRole('checkbox', { name: 'Out of character' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'In character', exact: true }).click();
  await expect(dialog.getByRole('checkbox', { name: 'In character', exact: true })).toBeChecked();
  await dialog.getByRole('switch', { name: 'Characters as speakers' }).click();
  await choose('Speakers in the text', 'Name: text');
  await expect(preview).toContainText('Mira: ');
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').options({ preload: false }).analyze();
  expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  await choose('Source text', 'In a file of its own');
  const files = new Map<string, string>();
  page.on('download', (download) => {
    void download.path().then((path) => files.set(download.suggestedFilename(), readFileSync(path, 'utf8')));
  });
  await dialog.getByRole('button', { name: 'Save 2 files…' }).click();
  await expect.poll(() => [...files.keys()].sort()).toEqual(['long-talk.in.fr.srt', 'long-talk.in.srt']);
  expect(files.get('long-talk.in.fr.srt')).toContain('Réplique 1.');
  expect(files.get('long-talk.in.srt')).not.toContain('Réplique');
});

test('the text goes to the clipboard, and out of the window as a file', async ({ studio }) => {
  const [id] = await studio.fill([talk]);
  await studio.open(`#/editor/${id}`);
  const { page } = studio;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /^Export/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.locator('pre')).toContainText('-->');

  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('The text is on the clipboard.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.match(/-->/g)).toHaveLength(60);
  expect(copied.startsWith('1\n')).toBe(true);

  const dragged = await page.evaluateHandle(() => new DataTransfer());
  await dialog.getByRole('button', { name: 'Drag the file out' }).dispatchEvent('dragstart', { dataTransfer: dragged });
  const [text, file] = await dragged.evaluate((data) => [data.getData('text/plain'), data.getData('DownloadURL')]);
  expect(text).toBe(copied);
  const [, type, name, address = ''] = /^([^:]+):([^:]+):(.+)$/.exec(file) ?? [];
  expect([type, name]).toEqual(['text/plain', 'long-talk.srt']);
  // What the desktop would fetch when the file is dropped.
  const download = page.waitForEvent('download');
  await page.evaluate((href) => {
    Object.assign(document.createElement('a'), { href, download: 'dropped.srt' }).click();
  }, address);
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(copied);
});
