import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/studio.ts';

const RECORDING = join(process.cwd(), 'tests', 'fixtures', 'audio', 'digits-mono-20s.flac');

test.skip(({ target }) => target !== 'browser', 'the calls of a desktop are no requests');

/** Keeps the answers to a call back; `answer` takes the place of what the studio says. */
async function holdAnswers(page: Page, call: string, answer?: object) {
  let letGo = (): void => undefined;
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let asked = 0;
  let answered = 0;
  await page.route(`**/rpc/${call}`, async (route) => {
    asked += 1;
    const reply = answer === undefined ? { response: await route.fetch() } : { json: answer };
    await free;
    await route.fulfill(reply);
    answered += 1;
  });
  return {
    asked: () => asked,
    /** Lets the page have all answers, and waits until it has drawn what comes of them. */
    letGo: async () => {
      letGo();
      await expect.poll(() => answered).toBe(asked);
      await page.evaluate(async () => {
        for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
      });
    },
  };
}

test('a model that was cancelled while its file was looked at is not added', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/settings/llms');
  const held = await holdAnswers(page, 'llm.file', { ok: true, value: { kind: 'fits', bytes: 1 } });
  const dialog = page.getByRole('dialog', { name: 'Add a language model' });
  await page.getByRole('button', { name: 'Add a model…' }).click();
  await page.getByRole('combobox', { name: 'Provider', exact: true }).click();
  await page.getByRole('option', { name: 'GGUF file of this computer' }).click();
  await dialog.getByRole('textbox', { name: 'GGUF file' }).fill('/models/small.gguf');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(held.asked).toBeGreaterThan(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await held.letGo();
  await expect(page.getByText('None is set up, so nothing is translated.')).toBeVisible();
});

test('other options are sent once for two presses, and late answers close no other dialog', async ({ studio }) => {
  const { page, home } = studio;
  await home.add(RECORDING);
  await home.add(RECORDING);
  await home.run('queue', 'pause', '1', '2');
  await studio.open('#/queue');
  const dialog = page.getByRole('dialog', { name: 'Other options' });
  const open = async (id: number): Promise<void> => {
    const row = page.locator(`[data-job="${id}"]`);
    await row.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Run with other options…' }).click();
    await dialog.getByRole('combobox', { name: 'Speakers', exact: true }).click();
    await page.getByRole('option', { name: 'Do not tell apart' }).click();
  };
  const held = await holdAnswers(page, 'queue.respec');
  await open(1);
  await dialog.getByRole('button', { name: 'Run' }).dblclick();
  await expect.poll(held.asked).toBe(1);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await open(2);
  await held.letGo();
  expect(held.asked()).toBe(1);
  await expect(dialog).toBeVisible();
});

test('who goes from the new recordings for a model finds them again', async ({ studio }) => {
  const { page } = studio;
  await studio.open();
  await studio.bring([RECORDING]);
  const sheet = page.getByRole('dialog', { name: 'New jobs' });
  await expect(sheet.getByText('digits-mono-20s.flac')).toBeVisible();
  await sheet.getByRole('button', { name: /^(Change|Get a model)$/ }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect(sheet.getByText('digits-mono-20s.flac')).toBeVisible();
});

test('what could not be asked while the studio was gone is asked by itself once it is back', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/voices');
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  await page.getByRole('link', { name: 'Queue' }).click();
  await studio.stop();
  await page.getByRole('link', { name: 'Voices' }).click();
  await expect(page.getByRole('main').getByRole('alert').getByText('The studio could not be reached.')).toBeVisible();
  await studio.restart();
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  await expect(page.getByText('The studio could not be reached.')).toBeHidden();
});
