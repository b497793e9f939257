import { largeDocument } from '../../tests/support/large-document.ts';
import { expect, test } from './support/studio.ts';

test('the frame shows every view, and the editor opens a document', async ({ studio }) => {
  const [id] = await studio.fill([
    { path: '/nowhere/talk.wav', document: largeDocument({ cues: 20, wordsPerCue: 8, speakers: 2 }) },
  ]);
  await studio.open();
  const { page } = studio;
  for (const view of ['queue', 'voices', 'models', 'settings', 'library']) {
    await page.goto(`${new URL(page.url()).origin}/#/${view}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await studio.open(`#/editor/${id}`);
  await expect(page.getByRole('heading', { name: 'long-talk.wav' })).toBeVisible();
});
