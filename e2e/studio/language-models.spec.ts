import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { valueOf } from '../../src/contract/reply.ts';
import { importModel } from '../../src/platform/models/import-model.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio as Library } from '../../src/studio/studio.ts';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { randomLlamaGguf } from '../../tests/support/llama-gguf.ts';
import { type LlmHost, startLlmHost } from '../../tests/support/llm-host.ts';
import { expectAccessible } from './support/accessible.ts';
import { holdRequests } from './support/calls.ts';
import { expect, test } from './support/studio.ts';

const KEY = 'sk-canary-1122334455';
let host: LlmHost;

test.beforeAll(async () => {
  host = await startLlmHost(() => ({ text: '{"text": "Bonjour, docteur."}' }));
  host.key = KEY;
});
test.afterAll(() => host.close());

async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Adds a model through the dialog. */
async function add(page: Page, provider: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name: 'Add a model…' }).click();
  await choose(page, 'Provider', provider);
  for (const [name, value] of Object.entries(fields)) await page.getByRole('textbox', { name }).fill(value);
  await page.getByRole('button', { name: 'Save' }).click();
}

test('a server of this computer is tested, and what it took is counted against its limits', async ({ studio }) => {
  const { page } = studio;
  studio.home.env['VOXLANE_LLM_KEY'] = 'sk-wrong';
  await studio.open('#/settings/llms');
  await expect(page.getByText('None is set up, so nothing is translated.')).toBeVisible();
  await add(page, 'Another server', { 'Name of the model': 'scripted' });
  await expect(page.getByRole('alert')).toHaveText('Address: missing.');
  await page.getByRole('textbox', { name: 'Address' }).fill(host.url);
  await page.getByRole('button', { name: 'Limits and prices' }).click();
  await page.getByRole('textbox', { name: 'Requests a day' }).fill('14400');
  await page.getByRole('button', { name: 'Save' }).click();
  const model = page.getByRole('listitem', { name: 'scripted@127.0.0.1' });
  await expect(model).toContainText('Nothing leaves this computer.');
  await expect(model).toContainText('0 of 14,400 requests');
  await model.getByRole('button', { name: 'Test' }).click();
  await expect(model.getByRole('alert')).toContainText('key');
  expect(await page.content()).not.toContain('sk-wrong');

  studio.home.env['VOXLANE_LLM_KEY'] = KEY;
  await studio.stop();
  await studio.restart();
  await page.reload();
  await model.getByRole('button', { name: 'Test' }).click();
  await expect(model.getByRole('status')).toContainText(/scripted@127\.0\.0\.1:\d+ answered in/);
  await expect(model.getByRole('status')).toContainText('It keeps to a JSON schema.');
  await expect(model).toContainText(/1 of 14,400 requests.*Begins anew at/);
  await page.reload();
  await expect(model).toContainText('1 of 14,400 requests');
  expect(await page.content()).not.toContain(KEY);
});

test('texts may go to a host only as long as somebody agrees, and the order is that of the user', async ({
  studio,
}) => {
  const { page } = studio;
  await studio.open('#/settings/llms');
  await add(page, 'Groq', { 'Name of the model': 'llama' });
  const ask = page.getByRole('dialog', { name: 'Send texts to api.groq.com?' });
  await expectAccessible(page, 'asking', '[role=dialog]');
  await ask.getByRole('button', { name: 'Not now' }).click();
  const groq = page.getByRole('listitem', { name: 'llama@api.groq.com' });
  await expect(groq).toContainText('names of speakers and your glossary are sent to api.groq.com');
  await expect(groq).toContainText('you have not agreed');
  await expect(groq.getByRole('button', { name: 'Test' })).toBeDisabled();
  await groq.getByRole('button', { name: 'Allow api.groq.com…' }).click();
  await ask.getByRole('button', { name: 'Allow api.groq.com' }).click();
  await expect(groq).toContainText('You agreed to this host.');
  await expect(groq.getByRole('button', { name: 'Test' })).toBeEnabled();

  await add(page, 'Ollama (this computer)', { 'Name of the model': 'gemma' });
  const names = page.getByRole('listitem', { name: '@' });
  await expect(names.first()).toContainText('1. llama');
  await page.getByRole('button', { name: 'Prefer more: gemma' }).focus();
  await page.keyboard.press('Enter');
  await expect(names.first()).toContainText('1. gemma');
  const handles = page.getByTitle('Drag to reorder');
  await handles.nth(1).dragTo(names.first());
  await expect(names.first()).toContainText('1. llama');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page, theme);
  }
  await page.reload();
  await expect(names.first()).toContainText('1. llama');

  await groq.getByRole('button', { name: 'Take back' }).click();
  await expect(groq).toContainText('you have not agreed');
  await expect(page.getByText('Texts stay on this computer.')).toBeVisible();
  await page.getByRole('link', { name: 'Network and privacy' }).click();
  await page.getByRole('switch', { name: 'Work offline' }).click();
  await page.getByRole('link', { name: 'Language models' }).click();
  await expect(groq).toContainText('works offline');
  await expect(groq.getByRole('button', { name: 'Test' })).toBeDisabled();
  await groq.getByRole('button', { name: 'Remove' }).click();
  await expect(names).toHaveCount(1);
});

test('new recordings are translated once there is a model that may be asked', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  // In a browser the recording is still on its way when the sheet is put aside.
  const sendOn = await holdRequests(page, '**/uploads');
  await studio.bring(['tests/fixtures/audio/digits-mono-20s.flac']);
  const sheet = page.getByRole('dialog', { name: 'New jobs' });
  await expect(sheet.getByText('No language model is set up yet.')).toBeVisible({ timeout: 60_000 });
  await expect(sheet.getByRole('combobox', { name: 'Translate to' })).toBeDisabled();
  await sheet.getByRole('link', { name: 'Set up a language model' }).click();
  await expect(sheet).toBeHidden();
  sendOn();
  await add(page, 'Another server', { Address: host.url, 'Name of the model': 'scripted' });
  // What waits is told again at the next place, and not any more once it is there.
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('The new recordings wait as you left them.')).toBeHidden();
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect(page.getByText('The new recordings wait as you left them.')).toBeHidden();
  await expect(sheet.getByText('digits-mono-20s.flac')).toBeVisible();
  await choose(page, 'Translate to', 'French');
  await sheet.getByRole('textbox', { name: 'Glossary' }).fill('one word');
  await expect(sheet.getByText('This is no glossary.')).toBeVisible();
  await sheet.getByRole('textbox', { name: 'Glossary' }).fill('one,un');
  await expectAccessible(page, 'translate to', '[role=dialog]');
  const added = page.waitForRequest((request) => (request.postData() ?? '').includes('"languages":["fr"]'));
  await sheet.getByRole('button', { name: /Start/ }).click();
  expect((await added).postData()).toContain('"target":"un"');
});

test('a model of this computer is one that is installed, or a file from anywhere that is looked into at once', async ({
  studio,
}) => {
  const { page, home } = studio;
  const folder = join(home.library, '..', 'gguf');
  const models = join(folder, 'models');
  mkdirSync(models, { recursive: true });
  writeFileSync(join(folder, 'Tiny-Words-Q8_0.gguf'), randomLlamaGguf({ quotes: 4 }));
  writeFileSync(join(folder, 'notes.gguf'), 'no model');
  const wish = { modelsFolder: models, signal: new AbortController().signal, entry: undefined };
  await importModel(join(folder, 'Tiny-Words-Q8_0.gguf'), wish);
  const library = await Library.open({ home: home.library, log: silentLogger, patienceMs: 10_000 });
  valueOf(await library.call('settings.set', { key: 'modelsFolder', value: models }));
  await library.close();

  await studio.open('#/settings/llms');
  await page.getByRole('button', { name: 'Add a model…' }).click();
  await choose(page, 'Provider', 'GGUF file of this computer');
  const dialog = page.getByRole('dialog', { name: 'Add a language model' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('missing');
  await dialog.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page.getByRole('option', { name: /^Random bytes · / }).click();
  await expect(dialog.getByRole('status')).toContainText('This can be used: Random bytes');
  await expectAccessible(page, 'an installed model', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem', { name: 'tiny-words-q8_0' })).toBeVisible();

  await page.getByRole('button', { name: 'Add a model…' }).click();
  await choose(page, 'Provider', 'GGUF file of this computer');
  await choose(page, 'Model', 'Another file…');
  const path = dialog.getByRole('textbox', { name: 'GGUF file' });
  await path.fill(join(folder, 'notes.gguf'));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText('notes.gguf');
  await dialog.getByRole('button', { name: 'Browse…' }).click();
  const browse = page.getByRole('dialog', { name: 'Choose a language model' });
  await expect(browse.getByRole('button', { name: /Tiny-Words/ })).toBeVisible();
  await expectAccessible(page, 'files', '[role=dialog]');
  await browse.getByRole('button', { name: /Tiny-Words/ }).click();
  await browse.getByRole('button', { name: 'Use this file' }).click();
  await expect(path).toHaveValue(join(folder, 'Tiny-Words-Q8_0.gguf'));
  await expect(dialog.getByRole('status')).toContainText('This can be used: Random bytes');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page, `a file, ${theme}`, '[role=dialog]');
  }
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem', { name: 'Tiny-Words-Q8_0.gguf' })).toBeVisible();
});

test('a job of the queue is translated, in another style, and not any more, with other options', async ({ studio }) => {
  const { page } = studio;
  const { home } = studio;
  const model = { kind: 'openai', url: `${host.url}/v1`, model: 'scripted', plainHttp: false };
  await home.run('settings', 'set', 'languageModels', JSON.stringify([model]));
  // Long enough that a fast machine is not done with it before it is stopped again.
  await home.add(audioFixture('digits-long-20min.opus'));
  await home.run('queue', 'pause', '1');
  await studio.open('#/queue');
  const row = page.locator('[data-job="1"]');
  const wish = async (): Promise<unknown> => (await home.view()).jobs[0]?.wish;
  const dialog = page.getByRole('dialog', { name: 'Other options' });
  /** The job is stopped where it is, so that its options can be changed. */
  const change = async (act: () => Promise<void>): Promise<void> => {
    await home.run('queue', 'pause', '1');
    await expect(row).toContainText('Paused');
    await row.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Run with other options…' }).click();
    await act();
    await dialog.getByRole('button', { name: 'Run' }).click();
    await expect(dialog).toBeHidden();
  };
  await change(async () => {
    await expect(dialog.getByRole('combobox', { name: 'Translate to' })).toHaveText('No translation');
    await choose(page, 'Translate to', 'French');
    await expect(dialog.getByRole('textbox', { name: 'Glossary' })).toHaveAttribute('placeholder', /stays as it is/);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await expectAccessible(page, theme, '[role=dialog]');
    }
  });
  expect(await wish()).toMatchObject({ translate: ['fr'] });
  await change(async () => {
    await expect(dialog.getByRole('button', { name: 'Do not translate to: French' })).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Style of the translation' }).fill('informal');
  });
  expect(await wish()).toMatchObject({ translate: ['fr'], translateStyle: 'informal' });
  await change(() => dialog.getByRole('button', { name: 'Do not translate to: French' }).click());
  expect(await wish()).not.toHaveProperty('translate');
});
