import { valueOf } from '../../src/contract/reply.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { CueTranslation } from '../../src/core/timeline/cue-notes.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio as Library } from '../../src/studio/studio.ts';
import { startLlmHost } from '../../tests/support/llm-host.ts';
import { answerTo, readCall } from '../../tests/support/scripted-llm.ts';
import { expectAccessible } from './support/accessible.ts';
import { PANEL } from './support/harbour.ts';
import { expect, type Studio, test } from './support/studio.ts';

const LINES = 'Broken rules';

/** Five lines, their French with something wrong in each but the first. */
function harbour(): VoxlaneDocument {
  const say = (text: string, at: number, french?: Partial<CueTranslation>) => ({
    ...{ id: `c${at}`, startMs: at * 4000, endMs: at * 4000 + 3000, speaker: 'S1', lines: [text], wordIds: [] },
    ...(french && { translations: { fr: { lines: ['le port'], of: text, by: 'm', ...french } } }),
  });
  return newDocument({
    ...{ language: 'en', profile: 'netflix', translations: [{ language: 'fr' }] },
    speakers: [{ id: 'S1', name: 'Anna' }],
    cues: [
      say('the harbour line 1', 0, {}),
      say('the harbour line 2', 1, { lines: ['le port ?'] }),
      say('the harbour line 3', 2, { lines: ['le port, qui est tout plein de très vieux bateaux'] }),
      say('the harbour line 4', 3, { lines: ['la ville'], flags: ['term-missed'] }),
      say('the harbour line 5', 4, { of: 'the town' }),
      say('the harbour line 6', 5),
    ],
  });
}

async function set(home: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const library = await Library.open({ home, log: silentLogger, patienceMs: 10_000 });
  try {
    for (const [key, value] of Object.entries(settings)) valueOf(await library.call('settings.set', { key, value }));
  } finally {
    await library.close();
  }
}

/** Opens the document and waits until it takes keys. */
async function openHarbour(studio: Studio): Promise<void> {
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbour() }]);
  await studio.open(`#/editor/${id}`);
  await expect(studio.page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
}

test('the quality panel lists what is wrong with a translation, live, and mends what can be', async ({ studio }) => {
  await openHarbour(studio);
  const { page } = studio;
  const row = (number: number) => page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(number);
  const panel = page.locator(PANEL);
  await page.keyboard.press('Control+F8');
  const list = panel.getByRole('list', { name: LINES });
  const what = panel.getByRole('combobox', { name: 'What is listed' });
  await expect(what).toHaveText('Text and translations (5)');
  await expect(list.getByRole('listitem')).toHaveText([
    /2.*French.*Spaces or quotes/,
    /3.*French.*A line is too long: 49 characters, at most 42/,
    /4.*French.*To look at: a term of the glossary is missing/,
    /5.*French.*The text has changed since this was translated/,
    /6.*French.*Not translated/,
  ]);
  await expectAccessible(page, 'the quality of a translation', PANEL);
  await what.click();
  await page.getByRole('option', { name: 'The text (0)' }).click();
  await expect(panel.getByText('Keeps every rule')).toBeVisible();
  await what.click();
  await page.getByRole('option', { name: 'French (5)' }).click();

  await list.getByRole('listitem').first().getByRole('button', { name: 'Fix' }).click();
  await expect(row(2)).toContainText('le port\u00a0?');
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await expect(row(2).getByRole('img', { name: 'Your wording' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(list.getByRole('listitem')).toHaveCount(5);

  await panel.getByRole('button', { name: 'Fix all…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fix what can be fixed' });
  await expect(dialog.getByRole('row')).toHaveCount(3);
  await expect(dialog).toContainText('3 problems stay for a person.');
  await expectAccessible(page, 'mending a translation', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Change 2 cues' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(row(3)).toContainText('↵');
  await page.keyboard.press('Control+z');
  await expect(row(3)).not.toContainText('↵');
  await expect(list.getByRole('listitem')).toHaveCount(5);

  // It follows what is written.
  await row(5).click();
  await page.keyboard.press('F6');
  await page.getByRole('textbox', { name: 'Translation to French' }).fill('le port, ligne 5');
  await page.keyboard.press('Control+Enter');
  await expect(list.getByRole('listitem')).toHaveCount(4);
});

test('the doubts go through a translation: both texts, fine for that language, made again, in other words', async ({
  studio,
}) => {
  test.slow();
  const host = await startLlmHost(({ messages }) => {
    const call = readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);
    if ('room' in call.data) return { text: JSON.stringify({ wordings: ['un tout autre port'] }) };
    return { text: answerTo(call, ({ text }) => `le port, ${/\d+/u.exec(text)?.[0] ?? ''}`) };
  });
  try {
    const models = [{ kind: 'openai', url: `${host.url}/v1`, model: 'scripted', plainHttp: false }];
    await set(studio.home.library, { languageModels: models });
    await openHarbour(studio);
    const { page } = studio;
    const row = (number: number) => page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(number);
    const panel = page.locator(PANEL);
    await page.keyboard.press('F9');
    const outdated = panel.getByRole('group', { name: /^French: The text has changed/ });
    await expect(outdated).toBeFocused();
    await expect(outdated).toContainText('the harbour line 5');
    await expect(outdated).toContainText('Doubt 1 of 3');
    await expectAccessible(page, 'a doubtful translation', PANEL);
    await page.keyboard.press('t');
    await expect(row(5)).toContainText('le port, 5', { timeout: 60_000 });
    const mended = panel.getByRole('group').filter({ hasText: 'Nothing is wrong with it any more.' });
    await expect(mended).toBeVisible();
    await expect(mended).toBeFocused();
    await page.keyboard.press('Enter');

    const marked = panel.getByRole('group', { name: /^French: To look at: a term/ });
    await expect(marked).toBeFocused();
    await page.keyboard.press('w');
    const wordings = page.getByRole('dialog', { name: 'Other wordings' });
    await expect(wordings.getByRole('button', { name: 'un tout autre port' })).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await expect(wordings).toBeHidden();
    await expect(marked).toBeFocused();
    await page.keyboard.press('Enter');
    const long = panel.getByRole('group', { name: /^French: A line is too long/ });
    await expect(long).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(panel.getByText('No doubts left')).toBeVisible();
    // Fine is one step, and the mark of the run stays.
    await expect(row(4).getByRole('img', { name: /^To look at/ })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(panel.getByRole('list', { name: 'Doubts, strongest first' }).getByRole('listitem')).toHaveCount(1);
  } finally {
    await host.close();
  }
});

test('figures are written as the language of the window does, and the first page says what leaves the machine', async ({
  studio,
}) => {
  const models = [{ kind: 'openai', url: 'https://llm.example.org/v1', model: 'large', plainHttp: false }];
  await set(studio.home.library, { languageModels: models, uiLanguage: 'fr', theme: 'dark' });
  await studio.open();
  const { page } = studio;
  await expect(page.getByText('Seul ce que vous envoyez à llm.example.org quitte cette machine.')).toBeVisible();
  await studio.stop();
  await openHarbour(studio);
  const row = page.getByRole('grid').getByRole('row').nth(1);
  await expect(row).toContainText('6,0');
  await row.click();
  await expect(page.getByText('6,0 CPS', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+F8');
  await expect(page.locator(PANEL).getByRole('listitem')).toHaveCount(5);
  await expectAccessible(page, 'the quality of a translation in the dark', PANEL, 'colours');
  await page.keyboard.press('F9');
  await expect(page.locator(PANEL).getByRole('group', { name: /^français : Le texte a changé/ })).toBeVisible();
  await expectAccessible(page, 'a doubtful translation in the dark', PANEL, 'colours');
});
