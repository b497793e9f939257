import type { Page } from '@playwright/test';
import { audioFixture, repoPath } from '../../../tests/support/fixtures.ts';
import { largeDocument } from '../../../tests/support/large-document.ts';
import type { VoxlaneDocument } from '../../../src/core/document/types.ts';
import { fr } from '../../../src/renderer/i18n/fr/all.ts';
import { en, type Subject } from '../../../src/renderer/i18n/texts.ts';
import { tr } from '../../../src/renderer/i18n/tr/all.ts';
import { expect, type Studio } from './studio.ts';

export type Language = 'en' | 'fr' | 'tr';
/** Texts of the page as a language has them. */
export type PageTexts = { readonly [S in Subject]: Readonly<Record<keyof (typeof en)[S], string>> };
export const TEXTS: Readonly<Record<Language, PageTexts>> = { en, fr, tr };

const RECORDING = repoPath('resources/demo/two-speakers.wav');
/** Sections of the settings. */
const SECTIONS = [
  'general',
  'appearance',
  'editor',
  'devices',
  'models',
  'network',
  'voices',
  'keys',
  'storage',
  'about',
] as const;

/** A talk of three with everything the editor marks: doubts, broken rules, an overlap. */
function talk(): VoxlaneDocument {
  const document = largeDocument({ cues: 24, wordsPerCue: 8, speakers: 3 });
  const [first, second, ...rest] = document.cues;
  if (first === undefined || second === undefined) throw new Error('the document has no cues');
  const long = { ...first, lines: [`${first.lines.join(' ')} ${first.lines.join(' ')}`] };
  return { ...document, cues: [long, { ...second, startMs: second.startMs - 200 }, ...rest] };
}

/** Fills a library for the walk: projects, waiting jobs. Returns the project that is opened. */
export async function fillForWalk(studio: Studio): Promise<number> {
  const [id = 0] = await studio.fill([
    { path: RECORDING, document: talk() },
    { path: '/nowhere/harbour.wav', document: largeDocument({ cues: 4, wordsPerCue: 6, speakers: 2 }) },
  ]);
  await studio.home.add(audioFixture('digits-mono-20s.flac'), audioFixture('digits-noisy-10dB.flac'));
  await studio.home.run('queue', 'pause', '3', '4');
  return id;
}

/** Looks at a screen; `part` is a selector of what is new on it. */
type Look = (name: string, part?: string) => Promise<void>;
const PANEL = '[role=tabpanel][data-state=active]';

/** Goes through every view, panel, dialog and menu of the studio and calls `look` at each. Names are in the page's language. */
export async function walkScreens(studio: Studio, id: number, t: PageTexts, look: Look): Promise<void> {
  const { page } = studio;
  await walkHome(studio, t, look);
  for (const section of SECTIONS) {
    await studio.open(`#/settings/${section}`);
    await expect(page.getByRole('heading', { level: 2, name: t.settings[`section_${section}`] })).toBeVisible();
    await settle(page);
    await look(`settings, ${section}`);
  }
  await walkOthers(studio, t, look);
  await walkEditor(studio, id, t, look);
}

async function walkHome(studio: Studio, t: PageTexts, look: Look): Promise<void> {
  const { page } = studio;
  await studio.open('#/library');
  await expect(page.locator('[data-project]').first()).toBeVisible();
  await look('library');
  await page.locator('[data-project]').first().click({ button: 'right' });
  await inMenu(page, look, 'menu of a project');
  await studio.open('#/queue');
  await expect(page.locator('[data-job]')).toHaveCount(4);
  await look('queue');
  await page.locator('[data-job]').nth(2).click({ button: 'right' });
  await inMenu(page, look, 'menu of a job');
  await page.locator('[data-job]').nth(2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: t.home.respec }).click();
  await inDialog(page, look, 'other options');
  await studio.bring([audioFixture('digits-mono-20s.flac')]);
  const sheet = page.getByRole('dialog', { name: t.home.newJobs });
  await expect(sheet.getByRole('checkbox').first()).toBeEnabled();
  await sheet.getByRole('button', { name: t.home.moreOptions }).click();
  await look('new jobs', '[role=dialog]');
  await sheet.getByRole('combobox').first().click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await look('a choice of languages', '[role=listbox]');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
}

async function walkOthers(studio: Studio, t: PageTexts, look: Look): Promise<void> {
  const { page } = studio;
  await studio.open('#/models');
  await expect(page.getByRole('heading', { level: 2, name: t.models.recommended })).toBeVisible();
  await settle(page);
  await look('models');
  await studio.open('#/voices');
  await expect(page.getByRole('button', { name: t.voices.turnOn })).toBeVisible();
  await look('voices');
  await page.getByRole('button', { name: t.voices.turnOn }).click();
  await inDialog(page, look, 'consent');
  await page.keyboard.press('Control+K');
  await inDialog(page, look, 'palette');
  await page.keyboard.press('Shift+?');
  await inDialog(page, look, 'key sheet');
}

async function walkEditor(studio: Studio, id: number, t: PageTexts, look: Look): Promise<void> {
  const { page } = studio;
  await studio.open(`#/editor/${id}`);
  const rows = page.getByRole('grid', { name: t.cues.list }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const panel = async (name: string): Promise<void> => {
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await settle(page);
  };
  await panel(t.editor.speakers);
  await look('editor, speakers');
  await page.getByRole('button', { name: t.speakers.actions.replace('{{name}}', 'Speaker 1') }).click();
  await inMenu(page, look, 'menu of a speaker');
  await panel(t.editor.doubts);
  await look('editor, doubts', PANEL);
  await page.keyboard.press('F9');
  await settle(page);
  await look('editor, a doubt');
  await panel(t.editor.quality);
  await look('editor, quality', PANEL);
  await page.getByRole('button', { name: t.review.fixAll }).click();
  await inDialog(page, look, 'fix all');
  await panel(t.editor.summary);
  await look('editor, summary', PANEL);
  await panel(t.editor.find);
  await look('editor, find', PANEL);
  await page.getByRole('textbox', { name: t.find.query }).fill('word1');
  await page.getByRole('textbox', { name: t.find.replacement }).fill('other');
  await settle(page);
  await look('editor, places found');
  await panel(t.editor.history);
  await look('editor, history', PANEL);
  await rows.nth(2).click({ button: 'right' });
  await inMenu(page, look, 'menu of a cue');
  for (const item of [t.cues.columns, t.cues.shift, t.cues.assign, t.commands.cue_goTo]) {
    await rows.nth(2).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
    await inDialog(page, look, item);
  }
  await page.getByTestId('lanes').click({ button: 'right', position: { x: 40, y: 10 } });
  await inMenu(page, look, 'menu of a turn');
  await page.keyboard.press('Control+E');
  await inDialog(page, look, 'export');
  await page.keyboard.press('Alt+Shift+X');
  await inDialog(page, look, 'export of snippets');
}

/** Looks at the menu that is open, and closes it. */
async function inMenu(page: Page, look: Look, name: string): Promise<void> {
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await settle(page);
  await look(name, '[role=menu]');
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
}

/** Looks at the dialog that is open, and closes it. */
async function inDialog(page: Page, look: Look, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await settle(page);
  await look(name, '[role=dialog]');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Waits until nothing was drawn anew for a moment. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    ({ quietMs, mostMs }) =>
      new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(last);
          watcher.disconnect();
          resolve();
        };
        let timer = setTimeout(done, quietMs);
        const last = setTimeout(done, mostMs);
        const watcher = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        });
        watcher.observe(document.body, { subtree: true, childList: true });
      }),
    { quietMs: 150, mostMs: 3000 },
  );
}
