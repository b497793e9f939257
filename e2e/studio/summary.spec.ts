import { readFileSync } from 'node:fs';
import { valueOf } from '../../src/contract/reply.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio as Library } from '../../src/studio/studio.ts';
import { type HostQuestion, type LlmHost, startLlmHost } from '../../tests/support/llm-host.ts';
import { expectAccessible } from './support/accessible.ts';
import { callOf, harbourTalk, PANEL } from './support/harbour.ts';
import { expect, type Studio, test } from './support/studio.ts';

function talk(count: number, more: Partial<VoxlaneDocument> = {}): VoxlaneDocument {
  const media = { name: 'harbour.wav', contentId: '', durationMs: count * 3000, channels: 1 };
  return harbourTalk(count, { media, ...more });
}

/** A model that names its fifth line as a moment and begins a chapter with its first and ninth. */
function summaryOf(question: HostQuestion): string {
  const { lines, data, system } = callOf(question);
  const key = (at: number): string => lines[at]?.key ?? '-';
  const told = system.includes('French') ? 'Ils quittent le port.' : 'They leave the harbour.';
  if (!('lines' in data)) return JSON.stringify({ summary: told });
  return JSON.stringify({
    summary: told,
    moment1: `${key(4)} | Ben sees the gate.`,
    section1: `${key(0)} | At the harbour`,
    section2: `${key(8)} | Out at sea`,
  });
}

async function setModel(home: string, { url }: Pick<LlmHost, 'url'>): Promise<void> {
  const library = await Library.open({ home, log: silentLogger, patienceMs: 10_000 });
  const value = [{ kind: 'openai', url: `${url}/v1`, model: 'scripted', plainHttp: false }];
  try {
    valueOf(await library.call('settings.set', { key: 'languageModels', value }));
    valueOf(await library.call('settings.set', { key: 'llmHosts', value: [new URL(url).host] }));
  } finally {
    await library.close();
  }
}

/** Opens a document and its panel of the summary. */
async function openPanel(studio: Studio, id: number) {
  const { page } = studio;
  await studio.open(`#/editor/${id}`);
  await expect(page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill('Show the summary');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Summary' })).toHaveAttribute('aria-selected', 'true');
  return page.locator(PANEL);
}

/** axe on the panel as it is now, light and dark. */
async function expectPanelAccessible({ page }: Studio, what: string): Promise<void> {
  await expectAccessible(page, `${what}, light`, PANEL);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, `${what}, dark`, PANEL, 'colours');
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a model writes a summary; its moments and chapters go there, its words can be changed, and undo takes back each step', async ({
  studio,
}) => {
  test.slow();
  const host = await startLlmHost((question) => ({ text: summaryOf(question) }));
  try {
    await setModel(studio.home.library, host);
    const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: talk(12) }]);
    const panel = await openPanel(studio, id);
    const { page } = studio;
    const grid = page.getByRole('grid', { name: 'Cues' });
    await expect(panel.getByRole('heading', { name: 'No summary yet' })).toBeVisible();
    await expect(panel.getByRole('combobox', { name: 'Language of the summary' })).toHaveText('As spoken: English');
    await expect(panel.getByRole('switch', { name: 'With chapters' })).toBeChecked();
    await expectPanelAccessible(studio, 'no summary');
    await panel.getByRole('button', { name: 'Summarise with a language model' }).click();

    const text = panel.getByRole('textbox', { name: 'Text of the summary' });
    await expect(text).toHaveValue('They leave the harbour.', { timeout: 60_000 });
    await expect(panel.getByText(/^Written by .*scripted/)).toBeVisible();
    await expect(panel.getByText('They take the place of')).toHaveCount(0);
    await expectPanelAccessible(studio, 'a summary');
    await panel.getByRole('button', { name: '0:12 Ben sees the gate.' }).click();
    await expect(grid.locator('[data-current]')).toContainText('the harbour line 5');
    await panel.getByRole('button', { name: 'Go to 0:24' }).click();
    await expect(grid.locator('[data-current]')).toContainText('the harbour line 9');
    await page.getByRole('button', { name: '0:00.0 Chapter: At the harbour' }).click({ force: true });
    await expect(grid.locator('[data-current]')).toContainText('the harbour line 1');

    await text.fill('They leave the harbour, and the gate is open.');
    await text.press('Tab');
    await expect(panel.getByText('Changed by you')).toBeVisible();
    const title = panel.getByRole('textbox', { name: 'Title of the chapter at 0:24' });
    await title.fill('On the open sea');
    await title.press('Enter');
    await page.getByRole('tab', { name: 'History' }).click();
    const steps = page.getByRole('list', { name: 'Steps' });
    await expect(steps.getByRole('listitem')).toHaveCount(4);
    await expect(steps.getByRole('listitem').filter({ hasText: /^1\s*summary \(English\)/ })).toBeVisible();
    await expect(steps).toContainText('text of the summary (English)');
    await expect(steps).toContainText('title of the chapter at 0:24');
    await page.getByRole('tab', { name: 'Summary' }).click();
    await expect(title).toHaveValue('On the open sea');
    // Typing that is not a step yet is one as soon as something is undone.
    await text.fill('Something else');
    await page.keyboard.press('Control+z');
    await expect(text).toHaveValue('They leave the harbour, and the gate is open.');
    await page.keyboard.press('Control+z');
    await expect(title).toHaveValue('Out at sea');
    await page.keyboard.press('Control+z');
    await expect(text).toHaveValue('They leave the harbour.');
    await text.fill('never mind');
    await page.keyboard.press('Escape');
    await expect(text).toHaveValue('They leave the harbour.');

    // The text says something else now.
    await expect(panel.getByRole('status')).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Text of the cue' }).fill('the harbour, first line');
    await page.keyboard.press('Control+Enter');
    await expect(panel.getByText('The transcript has changed since this was written.')).toBeVisible();
    await expectPanelAccessible(studio, 'a summary out of date');
    await panel.getByRole('button', { name: 'Make it again' }).click();
    await expect(panel.getByText('The transcript has changed since this was written.')).toBeHidden({ timeout: 60_000 });

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('menuitem', { name: 'As text' }).click();
    await expect(page.getByText('The summary is on the clipboard.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'They leave the harbour.\n\nMoments\n  00:00:12  Ben sees the gate.\n\nChapters\n  00:00:00  At the harbour\n  00:00:24  Out at sea\n',
    );
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    const chapters = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Chapters for players' }).click();
    expect((await chapters).suggestedFilename()).toBe('harbour.chapters.vtt');
    expect(readFileSync(await (await chapters).path(), 'utf8')).toContain('00:00:24.000 --> 00:00:35.500\nOut at sea');
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'As Markdown…' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('harbour.summary.en.md');
    expect(readFileSync(await file.path(), 'utf8')).toBe(
      [
        '# harbour.wav',
        '',
        'They leave the harbour.',
        '',
        '## Moments',
        '',
        '- **00:00:12** Ben sees the gate.',
        '',
        '## Chapters',
        '',
        '- **00:00:00** At the harbour',
        '- **00:00:24** Out at sea',
        '',
      ].join('\n'),
    );
  } finally {
    await host.close();
  }
});

test('a summary in another language stands beside the first; chapters stay unless new ones are asked for', async ({
  studio,
}) => {
  test.slow();
  const host = await startLlmHost((question) => ({ text: summaryOf(question) }));
  try {
    await setModel(studio.home.library, host);
    const chapters = [{ startMs: 0, endMs: 35_500, title: 'All of it' }];
    const summaries = [{ language: 'en', text: 'Mine.', highlights: [], by: 'user' }];
    const document = talk(12, { chapters, summaries });
    const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document }]);
    const panel = await openPanel(studio, id);
    const { page } = studio;
    await expect(panel.getByText('your own words too')).toBeVisible();
    await panel.getByRole('combobox', { name: 'Language of the summary' }).click();
    await page.getByRole('option', { name: 'French' }).click();
    await expect(panel.getByText('your own words too')).toBeHidden();
    await expect(panel.getByRole('switch', { name: 'With chapters' })).not.toBeChecked();
    await panel.getByRole('button', { name: 'Summarise with a language model' }).click();
    const text = panel.getByRole('textbox', { name: 'Text of the summary' });
    await expect(text).toHaveValue('Ils quittent le port.', { timeout: 60_000 });
    await expect(panel.getByRole('textbox', { name: /^Title of the chapter/ })).toHaveValue('All of it');
    await panel.getByRole('combobox', { name: 'Summary that is shown' }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await expect(text).toHaveValue('Mine.');
    await panel.getByRole('button', { name: 'Remove the summary' }).click();
    await expect(text).toHaveValue('Ils quittent le port.');
    await page.keyboard.press('Control+z');
    await expect(panel.getByRole('combobox', { name: 'Summary that is shown' })).toHaveText('English');
  } finally {
    await host.close();
  }
});

test('a model that says nothing of use is told of, and work on a summary can be stopped', async ({ studio }) => {
  test.slow();
  const host = await startLlmHost((question) => ({ text: summaryOf(question) }));
  try {
    await setModel(studio.home.library, host);
    const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: talk(12) }]);
    const panel = await openPanel(studio, id);
    const { page } = studio;
    const run = panel.getByRole('button', { name: 'Summarise with a language model' });
    host.answer = () => ({ text: '' });
    await run.click();
    await expect(page.getByText('No usable answer came, so there is no summary.')).toBeVisible({ timeout: 60_000 });
    await expect(panel.getByRole('heading', { name: 'No summary yet' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();

    host.faults.push('hang');
    await run.click();
    await expect(panel.getByRole('progressbar', { name: 'Summarising' })).toBeVisible();
    await expectPanelAccessible(studio, 'a summary being written');
    await panel.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('Stopped. What was read is kept')).toBeVisible();
    await expect(run).toBeEnabled();
  } finally {
    await host.close();
  }
});

test('before a transcript goes to a host, it is said what goes there', async ({ studio }) => {
  await setModel(studio.home.library, { url: 'https://models.example' });
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: talk(12) }]);
  const panel = await openPanel(studio, id);
  const { page } = studio;
  await expect(panel.getByText('The text is sent to models.example.')).toBeVisible();
  await panel.getByRole('button', { name: 'Summarise with a language model' }).click();
  const dialog = page.getByRole('dialog', { name: 'This leaves your computer' });
  await expect(dialog).toContainText(
    'The text of the transcript and the names of the speakers are sent to models.example.',
  );
  await expect(dialog.getByRole('button', { name: 'Send and summarise' })).toBeFocused();
  await expectAccessible(page, 'what leaves the computer', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(panel.getByRole('progressbar')).toHaveCount(0);
  await expect(panel.getByRole('button', { name: 'Summarise with a language model' })).toBeEnabled();
});
