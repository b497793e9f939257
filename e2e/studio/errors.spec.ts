import { expect, test } from './support/studio.ts';

test.use({ locale: 'fr-FR' });

test('an error is said in the language of the window, with the exact words in English', async ({ studio }) => {
  await studio.open('#/editor/999');
  const alert = studio.page.getByRole('alert').filter({ hasText: 'Il n’y a pas de transcription ici.' });
  await expect(alert).toBeVisible();
  await expect(alert).toContainText('Transcrivez l’enregistrement ou choisissez-en un autre.');
  await expect(alert.locator('[lang="en"]')).toHaveText(/^En anglais\s: Job 999 has no document\./);
});
