import { newDocument } from '../../src/core/document/new-document.ts';
import { largeDocument } from '../../tests/support/large-document.ts';
import { expect, test } from './support/studio.ts';

test('the frame shows every view, and the editor opens a document', async ({ studio }) => {
  const talk = largeDocument({ cues: 20, wordsPerCue: 8, speakers: 2 });
  const cue = { id: 'c1', startMs: 37_297_550, endMs: 37_299_950, lines: ['late'], wordIds: [] };
  const media = { ...talk.media, durationMs: 40_000_000 };
  const [id, late] = await studio.fill([
    { path: '/nowhere/talk.wav', document: talk },
    { path: '/nowhere/night.wav', document: newDocument({ media, cues: [cue] }) },
  ]);
  await studio.open();
  const { page } = studio;
  for (const view of ['queue', 'voices', 'models', 'settings', 'library']) {
    await page.goto(`${new URL(page.url()).origin}/#/${view}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await studio.open(`#/editor/${id}`);
  await expect(page.getByRole('heading', { name: 'long-talk.wav' })).toBeVisible();
  await studio.open(`#/editor/${late}`);
  const start = page.getByRole('textbox', { name: 'Start', exact: true });
  await expect(start).toHaveValue('10:21:37.550');
  expect(await start.evaluate((field) => field.scrollWidth - field.clientWidth), 'no digit is cut').toBe(0);
});

test('a view whose code cannot be had is told as a fault of that view, and comes when it is asked for again', async ({
  studio,
  target,
}) => {
  test.skip(target === 'electron', 'the window of the desktop has no second page');
  await studio.open();
  // A page of its own: what fails here would count as a fault of the studio's.
  const page = await studio.page.context().newPage();
  await page.route('**/assets/voices-view-*', (route) => route.abort(), { times: 1 });
  await page.goto(`${new URL(studio.page.url()).origin}/#/voices`);
  const problem = page.getByRole('alert');
  await expect(problem.getByRole('heading', { name: 'This view stopped working' })).toBeVisible();
  await expect(page.getByRole('navigation')).toBeVisible();
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Voices' })).toBeVisible();

  // After an update its old name is never there again, and a reload brings the new one.
  await page.route('**/assets/models-view-*', (route) => route.abort(), { times: 2 });
  await page.goto(`${new URL(studio.page.url()).origin}/#/models`);
  await problem.getByRole('button', { name: 'Try again' }).click();
  await problem.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
  await page.close();
});
