import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type LlmHost, startLlmHost } from '../../tests/support/llm-host.ts';
import { expectAccessible } from './support/accessible.ts';
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
  await studio.bring(['tests/fixtures/audio/digits-mono-20s.flac']);
  const sheet = page.getByRole('dialog', { name: 'New jobs' });
  await expect(sheet.getByText('No language model is set up yet.')).toBeVisible({ timeout: 60_000 });
  await expect(sheet.getByRole('combobox', { name: 'Translate to' })).toBeDisabled();
  await sheet.getByRole('link', { name: 'Set up a language model' }).click();
  await add(page, 'Another server', { Address: host.url, 'Name of the model': 'scripted' });
  await page.getByRole('button', { name: 'Show them' }).click();
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

test('a job of the queue is translated, in another style, and not any more, with other options', async ({ studio }) => {
  const { page } = studio;
  const { home } = studio;
  const model = { kind: 'openai', url: `${host.url}/v1`, model: 'scripted', plainHttp: false };
  await home.run('settings', 'set', 'languageModels', JSON.stringify([model]));
  await home.add(join(process.cwd(), 'tests', 'fixtures', 'audio', 'digits-mono-20s.flac'));
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
