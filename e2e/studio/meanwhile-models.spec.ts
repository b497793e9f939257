import type { Page } from '@playwright/test';
import { valueOf } from '../../src/contract/reply.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio as Library } from '../../src/studio/studio.ts';
import { type LlmHost, startLlmHost } from '../../tests/support/llm-host.ts';
import { answerTo } from '../../tests/support/scripted-llm.ts';
import { holdCalls } from './support/calls.ts';
import { callOf, harbourTalk, PANEL } from './support/harbour.ts';
import { expect, type Studio, test } from './support/studio.ts';

test.skip(({ target }) => target !== 'browser', 'the calls of a desktop window cannot be held');

let host: LlmHost;
/** Absent where a test is skipped before its host is there. */
let stop: (() => Promise<void>) | undefined;
test.beforeEach(async () => {
  host = await startLlmHost((question) => {
    const call = callOf(question);
    if ('dialogue' in call.data) return { text: JSON.stringify({ people: [], relations: [] }) };
    return { text: answerTo(call, () => 'la phrase') };
  });
  stop = () => host.close();
});
test.afterEach(async () => {
  await stop?.();
  stop = undefined;
});

const french = () => harbourTalk(4, { translations: [{ language: 'fr' }] });
const row = (page: Page, number: number) => page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(number);

/** Two documents, of which the first is open, and a language model; the list of models is slow to come. */
async function openFirst(studio: Studio) {
  const library = await Library.open({ home: studio.home.library, log: silentLogger, patienceMs: 10_000 });
  const value = [{ kind: 'openai', url: `${host.url}/v1`, model: 'scripted', plainHttp: false }];
  try {
    valueOf(await library.call('settings.set', { key: 'languageModels', value }));
    valueOf(await library.call('settings.set', { key: 'llmHosts', value: [new URL(host.url).host] }));
  } finally {
    await library.close();
  }
  const [first = 0, second = 0] = await studio.fill(
    ['harbour', 'gate'].map((name) => ({ path: `/nowhere/${name}.wav`, document: french() })),
  );
  await studio.open(`#/editor/${first}`);
  await expect(row(studio.page, 1)).toBeVisible();
  return { first, second, open: () => studio.open(`#/editor/${second}`) };
}

test('two quick presses have a model work once', async ({ studio }) => {
  const { page } = studio;
  await openFirst(studio);
  await page.keyboard.press('Control+F7');
  await expect(page.locator(PANEL).getByRole('button', { name: 'Translate 4 lines' })).toBeEnabled();
  const models = await holdCalls(page, 'llm.list');
  const translating = await holdCalls(page, 'language.translate');
  await page.keyboard.press('Alt+Shift+T');
  await page.keyboard.press('Alt+Shift+T');
  await expect.poll(() => models.inputs.length).toBe(2);
  models.release();
  await expect.poll(() => translating.inputs.length).toBeGreaterThan(0);
  translating.release();
  await expect(page.locator(PANEL).getByText('4 of 4 lines translated')).toBeVisible();
  expect(translating.inputs).toHaveLength(1);
});

test('other wordings that were asked for in a document do not open over the next', async ({ studio }) => {
  const { page } = studio;
  const { open } = await openFirst(studio);
  await row(page, 2).click();
  const models = await holdCalls(page, 'llm.list');
  const wordings = await holdCalls(page, 'language.alternatives');
  await page.keyboard.press('Alt+Shift+W');
  await expect.poll(() => models.inputs.length).toBe(1);
  await studio.open('#/library');
  await expect(page.getByRole('grid', { name: 'Cues' })).toBeHidden();
  const listed = page.waitForResponse('**/rpc/llm.list');
  models.release();
  await (await listed).finished();
  await open();
  await expect(row(page, 1)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(wordings.inputs).toEqual([]);
});

test('a summary is written as it was wished for, also when its document is left before it begins', async ({
  studio,
}) => {
  const { page } = studio;
  const { first, open } = await openFirst(studio);
  await page.getByRole('tab', { name: 'Summary' }).click();
  const panel = page.locator(PANEL);
  await panel.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'French', exact: true }).click();
  const models = await holdCalls(page, 'llm.list');
  const summaries = await holdCalls(page, 'language.summarize');
  summaries.release();
  await panel.getByRole('button', { name: 'Summarise' }).click();
  await expect.poll(() => models.inputs.length).toBe(1);
  await open();
  await expect(row(page, 1)).toBeVisible();
  models.release();
  await expect.poll(() => summaries.inputs).toMatchObject([{ id: first, language: 'fr' }]);
});
