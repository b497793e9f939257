import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { examineFile } from '../../src/platform/media/input-file.ts';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { largeDocument } from '../../tests/support/large-document.ts';
import { notedDocument } from '../../tests/support/noted-document.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, type Studio, test } from './support/studio.ts';

const CUT_MS = 60_000;
const RATE = 16_000;

/** A document over a real recording of 20 s, open in the editor. */
async function openTalk(studio: Studio, document: VoxlaneDocument, durationMs = 20_000): Promise<Page> {
  const path = join(studio.home.out, '..', 'digits.flac');
  copyFileSync(audioFixture('digits-mono-20s.flac'), path);
  const { contentId } = await examineFile(path);
  const media = { name: 'digits.flac', contentId, durationMs, channels: 1 };
  const [id] = await studio.fill([{ path, document: { ...document, media } }]);
  await studio.open(`#/editor/${id}`);
  await expect(studio.page.getByRole('row').nth(2)).toBeVisible();
  return studio.page;
}

const talk = notedDocument(8);

test.beforeEach(({ target }) => test.skip(target === 'electron', 'the desktop has dialogs of its own for folders'));

test('snippets of chosen cues come as a ZIP, named as the preview says', async ({ studio }) => {
  test.slow();
  const page = await openTalk(studio, talk);
  // From the palette, as any command.
  await page.keyboard.press('Control+K');
  await page.keyboard.type('snippets');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Export snippets' });
  await expect(dialog.getByRole('radio', { name: 'All cues' })).toBeFocused();
  const preview = dialog.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('listitem')).toHaveCount(8);
  await expect(dialog.getByRole('radio', { name: 'Cues that the search finds' })).toBeDisabled();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expectAccessible(page, `the choice, ${scheme}`, '[role=dialog]', scheme === 'light' ? 'all' : 'colours');
  }

  await dialog.getByRole('checkbox', { name: 'Speaker 1' }).check();
  await expect(preview.getByRole('listitem')).toHaveCount(4);
  await dialog.getByRole('checkbox', { name: 'Speaker 1' }).uncheck();
  await dialog.getByRole('combobox', { name: 'Class' }).click();
  await page.getByRole('option', { name: 'Out of character' }).click();
  await expect(preview.getByRole('listitem').first()).toContainText('_out_');
  await expect(preview.getByRole('listitem')).toHaveCount(4);

  const names = dialog.getByRole('textbox', { name: 'Names' });
  await names.fill('{who}');
  await expect(names).toHaveAccessibleDescription('There is no field {who}.');
  await expect(dialog.getByRole('button', { name: /^Cut/ })).toBeDisabled();
  await names.fill('');
  await expect(names).toHaveAccessibleDescription(/at least one field/);
  for (const field of ['{label}', '{n}']) await dialog.getByRole('button', { name: `Put in ${field}` }).click();
  await expect(names).toHaveValue('{label}{n}');
  await names.fill('a/{label}{n}');
  await expect(preview.getByRole('listitem').first()).toContainText('a_out001.wav');
  await dialog.getByRole('spinbutton', { name: 'Added before' }).fill('0');
  await dialog.getByRole('spinbutton', { name: 'Added after' }).fill('30');
  await expect(dialog.getByText('4 snippets, 8 sec in all')).toBeVisible();

  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Cut 4 snippets' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('digits.snippets.zip');
  await expect(dialog.getByText(/^4 snippets are in digits\.snippets\.zip/)).toBeVisible({ timeout: CUT_MS });
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused();
  await expectAccessible(page, 'what came out', '[role=dialog]');
  const files = unzipSync(readFileSync(await file.path()));
  const cut = ['a_out001.wav', 'a_out002.wav', 'a_out003.wav', 'a_out004.wav'];
  expect(Object.keys(files).sort()).toEqual([...cut, 'snippets.csv', 'snippets.json']);
  // A header of WAV and 30 ms more than the cue has.
  const { startMs, endMs } = talk.cues[1] ?? { startMs: 0, endMs: 0 };
  expect(files['a_out001.wav']?.length).toBeCloseTo(44 + ((endMs + 30 - startMs) * RATE * 2) / 1000, -2);
  const again = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download again' }).click();
  expect(readFileSync(await (await again).path()).length).toBe(readFileSync(await file.path()).length);

  // How it was cut is remembered, which cues is not.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: /^Export…/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Snippets of the sound…' }).click();
  await expect(names).toHaveValue('a/{label}{n}');
  await expect(preview.getByRole('listitem')).toHaveCount(8);
});

test('what is selected, listed and found goes into a folder of the studio’s machine', async ({ studio }) => {
  test.slow();
  // The last two cues begin where the recording is over.
  const late = talk.cues.map((cue, at) => (at < 6 ? cue : { ...cue, startMs: 30_000 + at, endMs: 31_000 + at }));
  const page = await openTalk(studio, { ...talk, cues: late });
  const grid = page.getByRole('grid', { name: 'Cues' });
  await grid.getByRole('row').nth(2).click();
  await grid
    .getByRole('row')
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find' }).fill('word12');
  await expect(page.getByText(/in 1 cue/)).toBeVisible();
  await page.getByRole('button', { name: 'Snippets of the sound…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export snippets' });
  const preview = dialog.getByRole('region', { name: 'Preview' });
  await expect(dialog.getByRole('radio', { name: 'Selected cues' })).toBeChecked();
  await expect(preview.getByRole('listitem')).toHaveCount(3);
  await dialog.getByRole('radio', { name: /search finds: “word12”/ }).check();
  await expect(preview.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('radio', { name: 'All cues' }).check();
  await expect(preview.getByRole('listitem')).toHaveCount(6);
  await expect(dialog.getByText('2 pieces begin where the recording is over, and are left out.')).toBeVisible();
  await dialog.getByRole('radio', { name: 'Selected cues' }).check();

  await dialog.getByRole('radio', { name: 'A folder on the studio’s machine' }).check();
  await expect(dialog.getByRole('button', { name: 'Cut 3 snippets' })).toBeDisabled();
  const folder = dialog.getByRole('textbox', { name: 'Folder' });
  await folder.fill(join(studio.home.out, '..'));
  await dialog.getByRole('button', { name: 'Choose…' }).click();
  const browser = page.getByRole('dialog', { name: 'Folder for the snippets' });
  await expect(browser.getByRole('button', { name: 'digits.flac' })).toBeDisabled();
  await expectAccessible(page, 'folders', '[role=dialog][data-state=open]:last-of-type');
  // However slow a disk is, the folder above is that of the folder that was opened.
  const asked: (string | null)[] = [];
  await page.route(/files\.browse/, async (route) => {
    asked.push(route.request().postData());
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await browser.getByRole('button', { name: 'library', exact: true }).click();
  await browser.getByRole('button', { name: 'Folder above' }).click();
  const home = join(studio.home.out, '..');
  await expect.poll(() => asked.map((body) => String(body).includes(JSON.stringify(home)))).toEqual([false, true]);
  await expect(browser.getByRole('button', { name: 'digits.flac' })).toBeDisabled();
  await browser.getByRole('button', { name: 'Use this folder' }).click();
  await expect(browser).toBeHidden();
  const target = join(home, 'cut');
  await expect(folder).toHaveValue(home);
  await folder.fill(target);
  await dialog.getByRole('textbox', { name: 'Names' }).fill('{cue}');
  await dialog.getByRole('button', { name: 'Cut 3 snippets' }).click();
  await expect(dialog.getByText(`3 snippets are in ${target}`)).toBeVisible({ timeout: CUT_MS });
  expect(readdirSync(target).sort()).toEqual(['c2.wav', 'c3.wav', 'c4.wav', 'snippets.csv', 'snippets.json']);

  // What is there is not replaced unasked, and the choice is still there.
  await dialog.getByRole('button', { name: 'Cut others' }).click();
  await dialog.getByRole('button', { name: 'Cut 3 snippets' }).click();
  await expect(dialog.getByRole('alert')).toContainText('already in');
  await expect(dialog.getByRole('button', { name: 'Cut 3 snippets' })).toBeFocused();
  await expectAccessible(page, 'a refusal', '[role=dialog]');
  await dialog.getByRole('switch', { name: 'Replace files that are there' }).click();
  await dialog.getByRole('button', { name: 'Cut 3 snippets' }).click();
  await expect(dialog.getByText(`3 snippets are in ${target}`)).toBeVisible({ timeout: CUT_MS });
});

test('it is told how far cutting is, which can be stopped', async ({ studio }) => {
  test.slow();
  const many = largeDocument({ cues: 400, wordsPerCue: 1, speakers: 1 });
  const cues = many.cues.map((cue, at) => ({ ...cue, startMs: at * 45, endMs: at * 45 + 40 }));
  const page = await openTalk(studio, { ...many, words: [], cues: cues.map((cue) => ({ ...cue, wordIds: [] })) });
  await page.keyboard.press('Alt+Shift+X');
  const dialog = page.getByRole('dialog', { name: 'Export snippets' });
  await dialog.getByRole('radio', { name: 'A folder on the studio’s machine' }).check();
  const target = join(studio.home.out, '..', 'stopped');
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(target);
  await dialog.getByRole('button', { name: 'Cut 400 snippets' }).click();
  const bar = dialog.getByRole('progressbar', { name: 'Cutting' });
  await expect(dialog.getByRole('button', { name: 'Stop' })).toBeFocused();
  const told: number[] = [];
  await expect
    .poll(async () => told[told.push(Number(await bar.getAttribute('aria-valuenow'))) - 1], { timeout: CUT_MS })
    .toBeGreaterThan(2);
  await expectAccessible(page, 'progress', '[role=dialog]');
  told.push(Number(await bar.getAttribute('aria-valuenow')));
  expect(told).toEqual([...told].sort((a, b) => a - b));
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Stopped. What was cut before is in the folder, with its list.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Cut 400 snippets' })).toBeFocused();
  await expect.poll(() => existsSync(join(target, 'snippets.json'))).toBe(true);
  const { snippets } = JSON.parse(readFileSync(join(target, 'snippets.json'), 'utf8')) as { snippets: object[] };
  expect(snippets.length).toBeGreaterThan(0);
  expect(snippets.length).toBeLessThan(400);
  expect(readdirSync(target)).toHaveLength(snippets.length + 2);
});

test('what could not be cut is listed with the reason, and what ends early is named', async ({ studio }) => {
  test.slow();
  // The document says more than the recording holds.
  const spans = [1000, 19_500, 30_000];
  const cues = talk.cues.slice(0, 3).map((cue, at) => {
    const startMs = spans[at] ?? 0;
    return { ...cue, startMs, endMs: startMs + 2000, wordIds: [] };
  });
  const page = await openTalk(studio, { ...talk, cues }, 60_000);
  await page.keyboard.press('Alt+Shift+X');
  const dialog = page.getByRole('dialog', { name: 'Export snippets' });
  await dialog.getByRole('textbox', { name: 'Names' }).fill('{cue}');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Cut 3 snippets' }).click();
  await download;
  await expect(dialog.getByText(/^2 snippets are in/)).toBeVisible({ timeout: CUT_MS });
  const failed = dialog.getByRole('region', { name: '1 snippet could not be cut' });
  await expect(failed.getByRole('listitem')).toContainText(/c3\.wav.*no sound at 00:00:2/);
  await expect(dialog.getByRole('region', { name: 'Worth knowing' })).toContainText(
    'c2.wav is shorter than it should be',
  );
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expectAccessible(page, `what failed, ${scheme}`, '[role=dialog]');
  }
});
