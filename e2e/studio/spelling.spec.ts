import { newDocument } from '../../src/core/document/new-document.ts';
import { expect, test } from './support/studio.ts';

test('a misspelt word is found, mended from the dictionary, and a word of the trade is learnt', async ({ studio }) => {
  const texts = ['We recieve it today.', 'The flurbin is here.', 'All is well.'];
  const cues = texts.map((text, at) => ({
    ...{ id: `c${at}`, startMs: at * 4000, endMs: at * 4000 + 3000, lines: [text], wordIds: [] },
  }));
  const document = newDocument({ cues, language: 'en' });
  const [id] = await studio.fill([{ path: '/nowhere/talk.wav', document }]);
  await studio.open(`#/editor/${id}`);
  const { page } = studio;
  await page.getByRole('tab', { name: 'Quality' }).click();
  const findings = page.getByRole('list', { name: 'Broken rules' });
  await expect(findings.getByText('No dictionary has “recieve”')).toBeVisible();
  await expect(findings.getByText('No dictionary has “flurbin”')).toBeVisible();

  // The hint at the field says so, too, besides the list.
  await expect(page.getByText('No dictionary has “recieve”')).toHaveCount(2);
  await findings.getByRole('button', { name: 'Spelling of “recieve”' }).click();
  await page.getByRole('menuitem', { name: 'receive', exact: true }).click();
  await expect(findings.getByText('No dictionary has “recieve”')).toBeHidden();
  await expect(page.getByText('We receive it today.').first()).toBeVisible();

  await findings.getByRole('button', { name: 'Spelling of “flurbin”' }).click();
  await page.getByRole('menuitem', { name: 'Add to my words' }).click();
  await expect(page.getByText('No dictionary has “flurbin”')).toBeHidden();
  await page.reload();
  await expect(page.getByText('Keeps every rule')).toBeVisible();
});
