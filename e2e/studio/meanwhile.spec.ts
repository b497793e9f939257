import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { EditOperation } from '../../src/core/document/edits/operations.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import { changeElsewhere, holdCalls } from './support/calls.ts';
import { harbourTalk } from './support/harbour.ts';
import { expect, type Studio, test } from './support/studio.ts';

test.skip(({ target }) => target !== 'browser', 'the calls of a desktop window cannot be held');

const DEMO = join(import.meta.dirname, '../../resources/demo/two-speakers.wav');
const grid = (page: Page) => page.getByRole('grid', { name: 'Cues' });
const row = (page: Page, number: number) => grid(page).getByRole('row').nth(number);

async function openEditor(studio: Studio, id: number): Promise<void> {
  await studio.open(`#/editor/${id}`);
  await expect(row(studio.page, 1)).toBeVisible();
}

test('what is being typed stays in its field, and is kept, while its cue is changed elsewhere', async ({ studio }) => {
  const { page } = studio;
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(4) }]);
  await openEditor(studio, id);
  const field = page.getByRole('textbox', { name: 'Text of the cue' });
  await field.click();
  await page.keyboard.press('End');
  // It never rests: a pause ends what is being typed.
  let isChanged = false;
  const change = changeElsewhere(page, id, [{ kind: 'set-cue-lines', cue: 'c1', lines: ['theirs'] }]).finally(() => {
    isChanged = true;
  });
  let typed = '';
  for (; !isChanged; typed += 'o') await page.keyboard.type('o');
  await change;
  await expect(field).toHaveValue(`the harbour line 1${typed}`);
  await page.keyboard.press('Control+Enter');
  await expect(row(page, 1)).toContainText(`the harbour line 1${typed}`);
});

test('a cell that was only opened does not take back what came meanwhile', async ({ studio }) => {
  const { page } = studio;
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(4) }]);
  await openEditor(studio, id);
  await row(page, 1).getByText('the harbour line 1').dblclick();
  await expect(grid(page).getByRole('textbox')).toBeFocused();
  await changeElsewhere(page, id, [{ kind: 'set-cue-lines', cue: 'c1', lines: ['theirs'] }]);
  await page.keyboard.press('Enter');
  await expect(grid(page).getByRole('textbox')).toHaveCount(0);
  await expect(row(page, 1)).toContainText('theirs');
});

test('what was typed in a cell is kept when the list scrolls away from it', async ({ studio }) => {
  const { page } = studio;
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(400) }]);
  await openEditor(studio, id);
  await row(page, 1).getByText('the harbour line 1').dblclick();
  await page.keyboard.type('typed while it plays');
  const scrollTo = (top: number): Promise<void> =>
    grid(page).evaluate((list, place) => {
      list.scrollTop = place;
    }, top);
  await scrollTo(6000);
  await expect(grid(page).getByRole('textbox')).toHaveCount(0);
  await scrollTo(0);
  await expect(row(page, 1)).toContainText('typed while it plays');
  await expect(grid(page).getByRole('textbox')).toHaveCount(0);
});

test('two presses on a step of the history go there and no further', async ({ studio }) => {
  const { page } = studio;
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(8) }]);
  await openEditor(studio, id);
  for (let number = 1; number <= 6; number++) {
    await changeElsewhere(page, id, [{ kind: 'set-cue-lines', cue: `c${number}`, lines: [`changed ${number}`] }]);
  }
  await page.getByRole('tab', { name: 'History' }).click();
  const steps = page.getByRole('tabpanel', { name: 'History' }).getByRole('listitem');
  await expect(steps).toHaveCount(7);
  const undo = await holdCalls(page, 'documents.undo');
  await steps.nth(4).getByRole('button').dblclick();
  await expect.poll(() => undo.inputs.length).toBeGreaterThan(0);
  undo.release();
  await expect(steps.nth(4).getByRole('button')).toHaveAttribute('aria-current', 'step');
  await expect(row(page, 4)).toContainText('changed 4');
  await expect(row(page, 5)).toContainText('the harbour line 5');
  expect(undo.inputs).toHaveLength(2);
});

test('a recording that comes late is not played in the document that was opened since', async ({ studio }) => {
  const { page } = studio;
  const media = { name: 'two-speakers.wav', contentId: '', durationMs: 30_000, channels: 1 };
  const [first = 0, second = 0] = await studio.fill([
    { path: DEMO, document: newDocument({ ...harbourTalk(4), media }) },
    { path: '/nowhere/harbour.wav', document: harbourTalk(4) },
  ]);
  await studio.open();
  await page.route('**/rpc/media.open', (route) => route.abort(), { times: 1 });
  await openEditor(studio, first);
  const opening = await holdCalls(page, 'media.open', first);
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => opening.inputs.length).toBe(1);
  await studio.open(`#/editor/${second}`);
  const missing = page.getByText('The recording is not where it was');
  await expect(missing).toBeVisible();
  const answered = page.waitForResponse('**/rpc/media.open');
  opening.release();
  await (await answered).finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await expect(missing).toBeVisible();
  await expect(page.locator('[data-media-parking] > *')).toHaveCount(0);
});

test('what comes in while corrections are looked through is corrected too, and not taken back', async ({ studio }) => {
  const { page } = studio;
  const whole = harbourTalk(3);
  const cues = whole.cues.map((cue) => ({ ...cue, lines: [`${cue.lines[0]} and the the sea`] }));
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: { ...whole, cues } }]);
  await openEditor(studio, id);
  await page.getByRole('tab', { name: /^Quality/ }).click();
  await page.getByRole('button', { name: 'Fix all…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fix what can be fixed' });
  await expect(dialog.getByText('the harbour line 1 and the sea')).toBeVisible();
  await changeElsewhere(page, id, [{ kind: 'set-cue-lines', cue: 'c1', lines: ['what the the others say'] }]);
  await dialog.getByRole('button', { name: 'Change 3 cues' }).click();
  await expect(row(page, 1)).toContainText('what the others say');
  await expect(row(page, 2)).toContainText('the harbour line 2 and the sea');
});

test('a document that is opened next begins without what was open or left out in the one before', async ({
  studio,
}) => {
  const { page } = studio;
  const [first = 0, second = 0] = await studio.fill(
    ['harbour', 'gate'].map((name) => ({ path: `/nowhere/${name}.wav`, document: harbourTalk(4) })),
  );
  await openEditor(studio, first);
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('line');
  await page.getByRole('textbox', { name: 'Replace with' }).fill('row');
  const found = page.getByRole('list', { name: 'Places found' }).getByRole('checkbox');
  await found.nth(1).uncheck();
  await row(page, 2).getByText('the harbour line 2').dblclick();
  await expect(grid(page).getByRole('textbox')).toBeFocused();
  await openEditor(studio, second);
  await expect(found).toHaveCount(4);
  await expect(found.nth(1)).toBeChecked();
  await expect(grid(page).getByRole('textbox')).toHaveCount(0);
  await page.keyboard.press('Control+g');
  await expect(page.getByRole('dialog')).toBeVisible();
  await openEditor(studio, first);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('two presses on undo take the last count of speakers back, and nothing before it', async ({ studio }) => {
  const { page } = studio;
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(4) }]);
  // There is no sound to tell the speakers of apart, so another change stands for what comes of it.
  await page.route('**/rpc/speakers.prepare', (route) =>
    route.fulfill({ json: { ok: true, value: { kind: 'ready' } } }),
  );
  await page.route('**/rpc/documents.recluster', async (route) => {
    const operations: EditOperation[] = [{ kind: 'add-speaker', name: 'Cleo' }];
    const url = new URL('/rpc/documents.edit', page.url()).href;
    const postData = { id, operations, label: 'Speakers' };
    expect((await route.fetch({ url, postData })).ok()).toBe(true);
    await route.fulfill({ json: { ok: true, value: { kind: 'edited', position: { head: '' } } } });
  });
  await openEditor(studio, id);
  await changeElsewhere(page, id, [{ kind: 'set-cue-lines', cue: 'c1', lines: ['changed before'] }]);
  await page.getByRole('tab', { name: 'Speakers' }).click();
  await page.getByRole('button', { name: 'One speaker more' }).click({ timeout: 20_000 });
  const cleo = page.getByRole('textbox', { name: 'Name of Cleo' });
  await expect(cleo).toBeVisible();
  const undo = await holdCalls(page, 'documents.undo');
  await page.getByRole('region', { name: 'How many people talk' }).getByRole('button', { name: 'Undo' }).dblclick();
  undo.release();
  await expect(cleo).toHaveCount(0);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await expect(row(page, 1)).toContainText('changed before');
  expect(undo.inputs).toHaveLength(1);
});

test('a page with edits that wait for the studio does not go without asking', async ({ studio }) => {
  const { page } = studio;
  const [id = 0] = await studio.fill([{ path: '/nowhere/harbour.wav', document: harbourTalk(4) }]);
  await openEditor(studio, id);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    return dialog.dismiss();
  });
  await page.route('**/rpc/documents.edit', (route) => route.abort());
  await page.getByRole('textbox', { name: 'Text of the cue' }).fill('typed into the void');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Not saved yet: waiting for the studio')).toBeVisible();
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await page.unroute('**/rpc/documents.edit');
  await page.goBack();
  await expect(row(page, 1)).toContainText('typed into the void');
});
