import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { valueOf } from '../../src/contract/reply.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { Studio as Library } from '../../src/studio/studio.ts';
import { type LlmHost, startLlmHost } from '../../tests/support/llm-host.ts';
import { answerTo } from '../../tests/support/scripted-llm.ts';
import { expectAccessible } from './support/accessible.ts';
import { callOf, harbourTalk, PANEL } from './support/harbour.ts';
import { expect, type Studio, test } from './support/studio.ts';

/** A model that says `la phrase N`, and another word the second time it is asked for a line. */
async function frenchHost(): Promise<LlmHost> {
  const asked = new Map<string, number>();
  return startLlmHost((question) => {
    const call = callOf(question);
    if ('dialogue' in call.data) {
      const people = [{ name: 'Anna', gender: 'female', note: 'none' }];
      const relations = [{ from: 'Anna', to: 'Ben', address: 'informal', kinship: 'none' }];
      return { text: JSON.stringify({ people, relations }) };
    }
    if ('room' in call.data) return { text: JSON.stringify({ wordings: ['une tout autre phrase', 'autrement dit'] }) };
    return {
      text: answerTo(call, ({ text }) => {
        const number = /\d+/u.exec(text)?.[0] ?? text;
        const times = (asked.get(number) ?? 0) + 1;
        asked.set(number, times);
        return times === 1 ? `la phrase ${number}` : `la ligne ${number}`;
      }),
    };
  });
}

async function setModels(home: string, models: unknown): Promise<void> {
  const library = await Library.open({ home, log: silentLogger, patienceMs: 10_000 });
  try {
    valueOf(await library.call('settings.set', { key: 'languageModels', value: models }));
  } finally {
    await library.close();
  }
}

/** Opens a document and waits until it takes keys. */
async function openEditor(studio: Studio, id: number): Promise<void> {
  await studio.open(`#/editor/${id}`);
  await expect(studio.page.getByRole('grid', { name: 'Cues' }).getByRole('row').nth(1)).toBeVisible();
}

async function addFrench(studio: Studio): Promise<void> {
  const { page } = studio;
  await page.keyboard.press('Alt+Shift+N');
  const dialog = page.getByRole('dialog', { name: 'Translate to another language' });
  await expect(dialog.getByRole('combobox', { name: 'Language' })).toHaveText('French');
  await expectAccessible(page, 'choice of a language', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Add French' }).click();
  await expect(page.getByRole('columnheader', { name: 'French' })).toBeVisible();
}

test('a translation is written by hand: beside the text, found, locked, undone, with glossary and people', async ({
  studio,
}) => {
  test.slow();
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(12) }]);
  await openEditor(studio, id);
  const { page } = studio;
  const grid = page.getByRole('grid', { name: 'Cues' });
  await page.keyboard.press('Control+F7');
  await expect(page.getByText('Not translated yet')).toBeVisible();
  await addFrench(studio);
  const panel = page.locator(PANEL);
  await expect(panel.getByText('No language model is set up')).toBeVisible();
  await expect(panel.getByText('0 of 12 lines translated')).toBeVisible();

  const source = page.getByRole('textbox', { name: 'Text of the cue' });
  const target = page.getByRole('textbox', { name: 'Translation to French' });
  await source.click();
  await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
  await page.keyboard.type('le port, première ligne');
  await page.keyboard.press('Control+Enter');
  await expect(target).toBeFocused();
  await expect(target).toHaveValue('');
  await expect(grid.getByRole('row').nth(1)).toContainText('le port, première ligne');
  await expect(panel.getByText('1 of 12 lines translated')).toBeVisible();
  await page.keyboard.press('F6');
  await expect(source).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+Shift+L');
  await expect(grid.getByRole('img', { name: /^Locked/ })).toHaveCount(1);
  await expectAccessible(page, 'the panel of a translation', PANEL);
  await expectAccessible(page, 'the list with a translation', '[role=grid]');
  await page.keyboard.press('Control+z');
  await expect(grid.getByRole('img', { name: /^Locked/ })).toHaveCount(0);

  // The source says something else now: a sign, until somebody says that the translation is right.
  await source.fill('the harbour, first line');
  await page.keyboard.press('Escape');
  await source.fill('the harbour, line one');
  await page.keyboard.press('Control+Enter');
  await expect(grid.getByRole('img', { name: 'The text has changed since this was translated' })).toHaveCount(1);
  await page.keyboard.press('Alt+Shift+O');
  await page.keyboard.press('Alt+Shift+Y');
  await expect(grid.getByRole('img', { name: 'The text has changed since this was translated' })).toHaveCount(0);

  await page.keyboard.press('Alt+Shift+G');
  const glossary = page.getByRole('dialog', { name: 'Glossary: French' });
  await glossary.getByRole('textbox', { name: 'Term', exact: true }).fill('harbour');
  await glossary.getByRole('textbox', { name: 'Translation', exact: true }).fill('port');
  await page.keyboard.press('Enter');
  await expect(glossary.getByRole('textbox', { name: 'Translation of “harbour”' })).toHaveValue('port');
  const table = join(studio.home.out, '..', 'terms.csv');
  writeFileSync(table, 'source,target,note\n"Ben, the old",le vieux Ben,never tu\n');
  await glossary.locator('input[type=file]').setInputFiles(table);
  await expect(glossary.getByText('2 terms')).toBeVisible();
  await expectAccessible(page, 'the glossary', '[role=dialog]');
  await page.keyboard.press('Escape');
  await expect(glossary).toBeHidden();

  await page.keyboard.press('Alt+Shift+P');
  const people = page.getByRole('dialog', { name: 'People: French' });
  await people.getByRole('button', { name: 'Add the speakers' }).click();
  await people.getByRole('combobox', { name: 'How Anna addresses Ben' }).click();
  await page.getByRole('option', { name: 'formal (vous)' }).click();
  await expect(people.getByRole('combobox', { name: 'How Anna addresses Ben' })).toHaveText('formal (vous)');
  await expectAccessible(page, 'the people', '[role=dialog]');
  await page.keyboard.press('Escape');
  await expect(people).toBeHidden();
  await expect(panel.getByRole('button', { name: /People.*2 people/ })).toBeVisible();

  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('première');
  await expect(page.getByRole('list', { name: 'Places found' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('line');
  await expect(page.getByRole('list', { name: 'Places found' }).getByRole('listitem')).toHaveCount(12);
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('ligne');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Replace with' })).toBeFocused();
  await page.keyboard.type('réplique');
  await page.getByRole('button', { name: /Replace checked/ }).click();
  await expect(grid.getByRole('row').nth(1)).toContainText('le port, première réplique');
  await page.keyboard.press('Control+z');
  await expect(grid.getByRole('row').nth(1)).toContainText('le port, première ligne');
});

test('a model translates: missing lines, one again, other wordings; what is locked or a person’s own stays', async ({
  studio,
}) => {
  test.slow();
  const host = await frenchHost();
  try {
    const models = [{ kind: 'openai', url: `${host.url}/v1`, model: 'scripted', plainHttp: false }];
    await setModels(studio.home.library, models);
    const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(12) }]);
    await openEditor(studio, id);
    const { page } = studio;
    const grid = page.getByRole('grid', { name: 'Cues' });
    const row = (number: number) => grid.getByRole('row').nth(number);
    await page.keyboard.press('Control+F7');
    await addFrench(studio);
    const panel = page.locator(PANEL);
    await row(1).click();
    await page.keyboard.press('F6');
    await page.keyboard.type('mes propres mots');
    await expect(panel.getByRole('button', { name: 'Translate 11 lines' })).toBeVisible();
    await page.keyboard.press('Alt+Shift+T');
    await expect(panel.getByText('12 of 12 lines translated')).toBeVisible({ timeout: 60_000 });
    await expect(row(1)).toContainText('mes propres mots');
    await expect(row(2)).toContainText('la phrase 2');
    await expectAccessible(page, 'a translated list', '[role=grid]');

    await row(3).click();
    await page.keyboard.press('Alt+Shift+L');
    await expect(row(3).getByRole('img', { name: /^Locked/ })).toBeVisible();
    await row(2).click();
    await row(3).click({ modifiers: ['Shift'] });
    await page.keyboard.press('Alt+Shift+R');
    await expect(row(2)).toContainText('la ligne 2', { timeout: 60_000 });
    await expect(row(3)).toContainText('la phrase 3');
    await page.keyboard.press('Control+z');
    await expect(row(2)).toContainText('la phrase 2');

    await row(4).click();
    await page.keyboard.press('Alt+Shift+W');
    const wordings = page.getByRole('dialog', { name: 'Other wordings' });
    await expect(wordings.getByRole('button', { name: 'une tout autre phrase' })).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page, 'other wordings', '[role=dialog]');
    await wordings.getByRole('button', { name: 'une tout autre phrase' }).press('1');
    await expect(wordings).toBeHidden();
    await expect(row(4)).toContainText('une tout autre phrase');
  } finally {
    await host.close();
  }
});

test('a line that is too fast stays longer in its language where that is wished, and a file divides what is too long', async ({
  studio,
}) => {
  test.slow();
  const whole = harbourTalk(3);
  const document = {
    ...whole,
    profile: 'netflix',
    cues: whole.cues.map((cue, index) => ({ ...cue, startMs: index * 12_000, endMs: index * 12_000 + 2000 })),
    media: { ...whole.media, durationMs: 40_000 },
  };
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document }]);
  await openEditor(studio, id);
  const { page } = studio;
  const grid = page.getByRole('grid', { name: 'Cues' });
  const panel = page.locator(PANEL);
  await page.keyboard.press('Control+F7');
  await addFrench(studio);
  const longer = panel.getByRole('switch', { name: 'Let lines stay longer where there is room' });
  const divide = panel.getByRole('switch', { name: 'In files, divide what is still too long' });
  await expect(divide).toHaveCount(0);
  await grid.getByRole('row').nth(1).click();
  await page.keyboard.press('F6');
  await page.keyboard.type('Je ne sais pas du tout ce que vous');
  await page.keyboard.press('Enter');
  await page.keyboard.type('voulez me dire là.');
  await page.keyboard.press('Control+Enter');
  await expect(panel.getByText('1 too long')).toBeVisible();

  await longer.click();
  const stays = grid.getByRole('img', { name: 'Stays 1.1 s longer than its cue' });
  await expect(stays).toHaveCount(1);
  await expect(panel.getByText('1 too long')).toHaveCount(0);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page, `longer lines, ${theme}`, PANEL);
    await expectAccessible(page, `the list with longer lines, ${theme}`, '[role=grid]');
  }
  await page.keyboard.press('Control+z');
  await expect(longer).not.toBeChecked();
  await expect(stays).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expect(stays).toHaveCount(1);

  // What is written from now on stays longer, too; three lines are too many however long they stay.
  await grid.getByRole('row').nth(2).click();
  await page.keyboard.press('F6');
  for (const line of [
    'Je ne savais pas que tu étais déjà rentré',
    'de ton voyage, mais je suis vraiment',
    'content de te revoir.',
  ]) {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Enter');
  await expect(grid.getByRole('img', { name: /^Stays .* longer than its cue/ })).toHaveCount(2);
  await divide.click();
  await expect(divide).toBeChecked();
  await page.keyboard.press('Control+e');
  const exporting = page.getByRole('dialog', { name: /Export/ });
  await exporting.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'French' }).click();
  await expect(exporting.getByText('00:00:00,000 --> 00:00:03,118')).toBeVisible();
  await expect(exporting.getByText(/^4$/m)).toBeVisible();
});

test('cues are sorted by class by hand, and the list shows one class', async ({ studio }) => {
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(12) }]);
  await openEditor(studio, id);
  const { page } = studio;
  const grid = page.getByRole('grid', { name: 'Cues' });
  const panel = page.locator(PANEL);
  await page.keyboard.press('Alt+Shift+K');
  await panel.getByRole('button', { name: 'Add a schema…' }).click();
  const add = page.getByRole('dialog', { name: 'What to sort the cues by' });
  await expectAccessible(page, 'a new schema', '[role=dialog]');
  await add.getByRole('button', { name: 'Add', exact: true }).click();
  await grid.getByRole('row').nth(2).click();
  await grid
    .getByRole('row')
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await page.keyboard.press('Alt+Shift+A');
  const chooser = page.getByRole('dialog', { name: 'Class of 3 cues' });
  await expect(chooser.getByRole('button', { name: 'In character' })).toBeFocused();
  await expectAccessible(page, 'choice of a class', '[role=dialog]');
  await page.keyboard.press('2');
  await expect(chooser).toBeHidden();
  await expect(grid.getByRole('img', { name: /Out of character; decided by you/ })).toHaveCount(3);
  await panel.getByRole('checkbox', { name: 'Show only Out of character' }).check();
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await expect(grid.getByRole('row').nth(1)).toContainText('the harbour line 2');
  await expectAccessible(page, 'the classes', PANEL);
  await grid.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await expect(grid.locator('[data-current]')).toContainText('the harbour line 4');
  await page.keyboard.press('Alt+Shift+S');
  await expect(grid).toHaveAttribute('aria-rowcount', '13');
});

test('a model sorts what nobody sorted; what a person decided stays', async ({ studio }) => {
  test.slow();
  const host = await startLlmHost((question) => {
    const call = callOf(question);
    const answer = (text: string): string => {
      const odd = Number(/\d+/u.exec(text)?.[0]) % 2 === 1;
      return `${text.split(' ').slice(0, 3).join(' ')} | ${odd ? 'in-character | 90 | Anna the Bold' : 'out-of-character | 80 | -'}`;
    };
    return { text: JSON.stringify(Object.fromEntries(call.lines.map(({ key, text }) => [key, answer(text)]))) };
  });
  try {
    const models = [{ kind: 'openai', url: `${host.url}/v1`, model: 'scripted', plainHttp: false }];
    await setModels(studio.home.library, models);
    const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(12) }]);
    await openEditor(studio, id);
    const { page } = studio;
    const grid = page.getByRole('grid', { name: 'Cues' });
    const panel = page.locator(PANEL);
    await page.keyboard.press('Alt+Shift+K');
    await panel.getByRole('button', { name: 'Add a schema…' }).click();
    await page
      .getByRole('dialog', { name: 'What to sort the cues by' })
      .getByRole('button', { name: 'Add', exact: true })
      .click();
    await grid.getByRole('row').nth(1).click();
    await page.keyboard.press('Alt+Shift+A');
    await page.keyboard.press('2');
    await expect(panel.getByText(/nothing leaves it/)).toBeVisible();
    await panel.getByRole('button', { name: 'Sort 11 cues with a language model' }).click();
    await expect(panel.getByRole('button', { name: 'Every cue has a class' })).toBeVisible({ timeout: 60_000 });
    await expect(
      grid
        .getByRole('row')
        .nth(1)
        .getByRole('img', { name: /Out of character; decided by you/ }),
    ).toBeVisible();
    await expect(
      grid
        .getByRole('row')
        .nth(3)
        .getByRole('img', { name: /In character, Anna the Bold; .*90/ }),
    ).toBeVisible();
    await expect(grid.getByRole('img', { name: /Out of character/ })).toHaveCount(7);
    await expectAccessible(page, 'classes that a model gave', PANEL);
    await page.keyboard.press('Control+z');
    await expect(panel.getByRole('button', { name: 'Sort 11 cues with a language model' })).toBeVisible();
  } finally {
    await host.close();
  }
});
