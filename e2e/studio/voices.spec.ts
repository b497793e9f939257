import { audioFixture } from '../../tests/support/fixtures.ts';
import { largeDocument } from '../../tests/support/large-document.ts';
import { expect, test } from './support/studio.ts';

test('a voice that is remembered is known in a later recording, until all are deleted', async ({ studio }) => {
  // Two recordings are transcribed first.
  test.slow();
  const added = await studio.home.add(
    audioFixture('digits-dialog-2spk-60s.flac'),
    audioFixture('digits-noisy-10dB.flac'),
  );
  expect(added.code, added.stderr).toBe(0);
  const ran = await studio.home.run('queue', 'run', '--once');
  expect(ran.code, ran.stderr).toBe(0);
  const [first, later] = (await studio.home.view()).jobs.map(({ id }) => id);
  const { page } = studio;
  const messages = page.getByRole('region', { name: 'Messages' });
  const names = page.getByRole('textbox', { name: /^Name of / });
  const unknown = page.getByText('Not a voice of the library');
  const remember = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: `Remember this voice as ${name}` }).click();
    await expect(messages.getByText(`The voice of ${name} is remembered.`)).toBeVisible();
  };
  await studio.open(`#/editor/${first}`);

  await test.step('nothing is kept before somebody agreed', async () => {
    await page.getByRole('link', { name: 'Open the voice library' }).click();
    await page.getByRole('button', { name: 'Turn on…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Before you turn it on' });
    const enable = dialog.getByRole('button', { name: 'Turn on', exact: true });
    await expect(enable).toBeDisabled();
    await dialog.getByRole('checkbox').check();
    await enable.click();
    await expect(page.getByRole('heading', { name: 'Nobody is known yet' })).toBeVisible();
  });

  await test.step('speakers are remembered by the name they were given', async () => {
    await studio.open(`#/editor/${first}`);
    await page.getByRole('button', { name: 'Actions for Speaker 1' }).click();
    await expect(page.getByRole('menuitem', { name: /give it a name first/ })).toBeDisabled();
    await page.keyboard.press('Escape');
    for (const name of ['Ada', 'Ben']) {
      const field = page.getByRole('textbox', { name: /^Name of Speaker / }).first();
      await field.fill(name);
      await field.press('Enter');
      await remember(name);
    }
  });

  await test.step('they are known in the other recording: one is taken for right, one for wrong', async () => {
    await studio.open(`#/editor/${later}`);
    await expect(names).toHaveCount(2);
    const yes = page.getByRole('button', { name: /^Yes, Speaker \d is (Ada|Ben)$/ });
    const no = page.getByRole('button', { name: /^No, Speaker \d is not (Ada|Ben)$/ });
    await expect(page.getByText(/^This is (Ada|Ben)$/)).toHaveCount(2);
    await no.last().click();
    await expect(no).toHaveCount(1);
    await yes.click();
    await expect(page.getByRole('textbox', { name: /^Name of (Ada|Ben)$/ })).toHaveCount(1);
    await expect(yes).toHaveCount(0);
  });

  await test.step('the library shows who is known, and how well', async () => {
    await studio.open('#/voices');
    await expect(page.getByText(/2 people, 3 samples/)).toBeVisible();
    await page.getByRole('button', { name: /^Ada/ }).click();
    await expect(page.getByRole('table', { name: 'Samples of Ada' })).toBeVisible();
  });

  await test.step('removed, a person is unknown again; deleted, everybody is', async () => {
    await page.getByRole('button', { name: 'Actions for Ada' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText(/1 person, /)).toBeVisible();
    await page.getByRole('button', { name: 'Delete all voices…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete all' }).click();
    await expect(page.getByRole('heading', { name: 'Nobody is known yet' })).toBeVisible();
    await studio.open(`#/editor/${later}`);
    await expect(names).toHaveCount(2);
    await expect(page.getByText(/^This is /)).toHaveCount(0);
    await expect(unknown).toHaveCount(0);
  });
});

test('cues are given to speakers by keys, one at a time and from one on', async ({ studio }) => {
  const document = largeDocument({ cues: 8, wordsPerCue: 4, speakers: 2 });
  const [id] = await studio.fill([{ path: '/nowhere/talk.wav', document }]);
  await studio.open(`#/editor/${id}`);
  const { page } = studio;
  const grid = page.getByRole('grid', { name: 'Cues' });
  const second = grid.getByRole('gridcell', { name: /Speaker 2/ });
  await grid.getByRole('row').nth(1).click();
  await expect(second).toHaveCount(4);
  await page.keyboard.press('Alt+Shift+Digit2');
  await expect(second).toHaveCount(5);
  await page.keyboard.press('Control+z');
  await expect(second).toHaveCount(4);

  await test.step('from here on', async () => {
    await grid.getByRole('row').nth(3).click();
    await page.getByRole('combobox', { name: 'Which cues' }).click();
    await page.getByRole('option', { name: 'From here on' }).click();
    await page.getByRole('button', { name: 'Speaker 2', exact: true }).click();
    // The first cue is before it and keeps its speaker.
    await expect(second).toHaveCount(7);
    await page.keyboard.press('Control+z');
    await expect(second).toHaveCount(4);
  });
});
