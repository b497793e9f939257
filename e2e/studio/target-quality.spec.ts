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

/** Six lines, their French with something wrong in each but the first. */
function harbour(): VoxlaneDocument {
  const say = (text: string, at: number, french?: Partial<CueTranslation>) => ({
    ...{ id: `c${at}`, startMs: at * 4000, endMs: at * 4000 + 3000, speaker: 'S1', lines: [text], wordIds: [] },
    ...(french && { translations: { fr: { lines: ['le port'], of: text, by: 'm', ...french } } }),
  });
  return newDocument({
    ...{ language: 'en', profile: 'netflix' },
    translations: [{ language: 'fr', glossary: [{ source: 'harbour', target: 'port' }] }],
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

/** Two people: Ben says tu where he has vous for Anna, and in the third line a term is said otherwise. */
function talk(): VoxlaneDocument {
  const say = (text: string, at: number, french: string) => ({
    ...{ id: `c${at}`, startMs: at * 4000, endMs: at * 4000 + 3000, lines: [text], wordIds: [] },
    ...{ speaker: at % 2 === 0 ? 'S1' : 'S2', translations: { fr: { lines: [french], of: text, by: 'm' } } },
  });
  const relations = { people: [], relations: [{ from: 'Ben', to: 'Anna', address: 'formal' as const }] };
  return newDocument({
    ...{ language: 'en', profile: 'netflix' },
    translations: [{ language: 'fr', glossary: [{ source: 'harbour', target: 'port' }], relations }],
    speakers: [
      { id: 'S1', name: 'Anna' },
      { id: 'S2', name: 'Ben' },
    ],
    cues: [
      say('to the harbour', 0, 'au port'),
      say('will you come', 1, 'tu viens'),
      say('the old harbour', 2, 'la vieille ville'),
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
async function openHarbour(studio: Studio, document = harbour()): Promise<void> {
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document }]);
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
    /4.*French.*Lacks “port”, the term for “harbour”/,
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

test('terms and the form of address follow the line, the glossary and the people, and stay fine', async ({
  studio,
}) => {
  await openHarbour(studio, talk());
  const { page } = studio;
  const row = (number: number) => page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(number);
  const mark = (number: number) => row(number).getByRole('img', { name: /^To look at/ });
  const panel = page.locator(PANEL);
  await page.keyboard.press('Control+F8');
  const list = panel.getByRole('list', { name: LINES }).getByRole('listitem');
  const TU = /2.*French.*Says tu, but Ben says vous to Anna/;
  const PORT = /3.*French.*Lacks “port”, the term for “harbour”/;
  await expect(list).toHaveText([TU, PORT]);
  await expect(mark(2)).toHaveAccessibleName('To look at: Says tu, but Ben says vous to Anna');
  await expectAccessible(page, 'terms and the form of address', PANEL);
  await panel.getByRole('combobox', { name: LINES }).click();
  await expect(page.getByRole('option')).toHaveText([
    'All rules',
    'A term of the glossary is missing',
    'It is formal or informal otherwise than the people have it',
  ]);
  await page.keyboard.press('Escape');

  // The line: while it is typed under the field, and then in the panel; back with undo.
  await row(3).click();
  await page.keyboard.press('F6');
  const field = page.getByRole('textbox', { name: 'Translation to French' });
  const hint = page.getByText('To look at: Lacks “port”, the term for “harbour”', { exact: true });
  await expect(hint).toBeVisible();
  await field.fill('le vieux port');
  await expect(hint).toBeHidden();
  await page.keyboard.press('Control+Enter');
  await expect(list).toHaveText([TU]);
  await expect(mark(3)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(list).toHaveText([TU, PORT]);

  // The glossary: another translation of the term.
  await page.keyboard.press('Alt+Shift+G');
  const glossary = page.getByRole('dialog', { name: 'Glossary: French' });
  await glossary.getByRole('textbox', { name: 'Translation of “harbour”' }).fill('ville');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(glossary).toBeHidden();
  await expect(list).toHaveText([/1.*French.*Lacks “ville”, the term for “harbour”/, TU]);

  // The people: Ben may say tu to Anna.
  await page.keyboard.press('Alt+Shift+P');
  const people = page.getByRole('dialog', { name: 'People: French' });
  await people.getByRole('button', { name: 'Add the speakers' }).click();
  await people.getByRole('combobox', { name: 'Who speaks' }).click();
  await page.getByRole('option', { name: 'Ben' }).click();
  await people.getByRole('combobox', { name: 'How Ben addresses Anna' }).click();
  await page.getByRole('option', { name: 'informal (tu)' }).click();
  await page.keyboard.press('Escape');
  await expect(people).toBeHidden();
  await expect(list).toHaveText([/1.*French.*Lacks “ville”/]);
  await expect(mark(2)).toHaveCount(0);

  // A person says that the line is right: one step, and it stays so when the document is opened again.
  await row(1).click();
  await page.keyboard.press('Alt+Shift+Y');
  await expect(panel.getByText('Keeps every rule')).toBeVisible();
  await expect(mark(1)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(mark(1)).toHaveAccessibleName('To look at: Lacks “ville”, the term for “harbour”');
  await page.keyboard.press('Control+Shift+z');
  await expect(panel.getByText('Keeps every rule')).toBeVisible();
  await page.reload();
  await expect(row(1)).toContainText('au port');
  await expect(panel.getByText('Keeps every rule')).toBeVisible();
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

    const marked = panel.getByRole('group', { name: /^French: Lacks “port”/ });
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
    // Fine is fine beside the line, too, and one step.
    await expect(row(4).getByRole('img', { name: /^To look at/ })).toHaveCount(0);
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
