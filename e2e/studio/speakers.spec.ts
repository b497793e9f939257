import { audioFixture } from '../../tests/support/fixtures.ts';
import { largeDocument } from '../../tests/support/large-document.ts';
import { expect, type Studio, test } from './support/studio.ts';

/** Holds back what the worker of the review says. */
interface Desk {
  readonly kept: (() => void)[];
  isHeld: boolean;
  /** The newest that it answered. */
  readonly letter: number;
}

/** A recording of two speakers, transcribed and told apart with the bundled models, in the editor. */
async function openDialog(studio: Studio): Promise<void> {
  const added = await studio.home.add(audioFixture('digits-dialog-2spk-60s.flac'));
  expect(added.code, added.stderr).toBe(0);
  const ran = await studio.home.run('queue', 'run', '--once');
  expect(ran.code, ran.stderr).toBe(0);
  const { jobs } = await studio.home.view();
  await studio.open(`#/editor/${jobs[0]?.id}`);
}

test('speakers are named, counted, merged and split', async ({ studio }) => {
  // A whole recording is transcribed first.
  test.slow();
  await openDialog(studio);
  const { page } = studio;
  const undo = (): Promise<void> => page.keyboard.press('ControlOrMeta+z');
  const names = page.getByRole('textbox', { name: /^Name of / });
  await expect(names).toHaveCount(2);

  await test.step('samples come, and can be played', async () => {
    await expect(page.getByRole('button', { name: /^Play sample 1 of / })).toHaveCount(2);
    await page
      .getByRole('button', { name: /^Play sample 1 of / })
      .first()
      .click();
  });

  await test.step('a name goes everywhere', async () => {
    await names.first().fill('Ada');
    await names.first().press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of Ada' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Actions for Ada' })).toBeVisible();
  });

  const count = page.getByRole('region', { name: 'How many people talk' });
  await test.step('another count is one step, and goes back', async () => {
    await count.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await expect(names).toHaveCount(3);
    await expect(count.getByRole('status').last()).toContainText('3 speakers found');
    await count.getByRole('button', { name: 'Undo' }).click();
    await expect(names).toHaveCount(2);
    await expect(page.getByRole('textbox', { name: 'Name of Ada' })).toBeVisible();
  });

  await test.step('of several quick moves the last counts', async () => {
    await count.getByRole('slider').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    await expect(count.getByRole('status').last()).toContainText('3 speakers found');
    await expect(names).toHaveCount(3);
    // Moves that were slower than the studio are steps of their own. One undo more than there are would take the name back.
    await expect(async () => {
      if ((await names.count()) > 2) await undo();
      await expect(names).toHaveCount(2, { timeout: 10_000 });
    }).toPass();
  });

  await test.step('at least and at most', async () => {
    await count.getByRole('button', { name: 'Between…' }).click();
    const between = page.getByRole('dialog', { name: 'At least and at most how many people' });
    await between.getByRole('spinbutton', { name: 'At least' }).fill('3');
    await between.getByRole('spinbutton', { name: 'At most' }).fill('4');
    await between.getByRole('button', { name: 'Tell apart' }).click();
    await expect(count.getByRole('status').last()).toContainText(/[34] speakers found/);
    await count.getByRole('button', { name: 'Undo' }).click();
    await expect(names).toHaveCount(2);
  });

  await test.step('two of one name are asked about', async () => {
    const other = page.getByRole('textbox', { name: /^Name of (?!Ada$)/ });
    await other.fill('ada');
    await other.press('Enter');
    const asked = page.getByRole('list', { name: 'Speakers who may be one person' });
    await expect(asked.getByRole('button', { name: 'The two called Ada are different people' })).toBeVisible();
    await asked.getByRole('button', { name: 'Merge the two called Ada' }).click();
    await expect(names).toHaveCount(1);
    await expect(asked).toHaveCount(0);
    await page.keyboard.press('Escape');
    await undo();
    await expect(names).toHaveCount(2);
    await undo();
    await expect(asked).toHaveCount(0);
  });

  await test.step('merge and split', async () => {
    await page.getByRole('button', { name: 'Actions for Ada' }).click();
    await page.getByRole('menuitem', { name: /^Merge into / }).click();
    await expect(names).toHaveCount(1);
    await page.keyboard.press('Escape');
    await undo();
    await expect(names).toHaveCount(2);
    await page.getByRole('button', { name: 'Actions for Ada' }).click();
    await page.getByRole('menuitem', { name: 'Split by voice into two' }).click();
    await expect(names).toHaveCount(3);
    await undo();
    await expect(names).toHaveCount(2);
  });
});

test('doubts are answered by keys alone, and all problems fixed in one step', async ({ studio }) => {
  const document = largeDocument({ cues: 8, wordsPerCue: 8, speakers: 2 });
  const [id] = await studio.fill([{ path: '/nowhere/talk.wav', document }]);
  await studio.open(`#/editor/${id}`);
  const { page } = studio;
  await expect(page.getByRole('textbox', { name: /^Name of / })).toHaveCount(2);

  await test.step('doubts are answered by keys alone', async () => {
    await page.keyboard.press('F9');
    const card = page.getByRole('group').filter({ hasText: /Doubt 1 of \d+/ });
    await expect(card).toBeFocused();
    const total = Number(/of (\d+)/.exec(await card.innerText())?.[1]);
    await page.keyboard.press('1');
    for (let left = total - 1; left > 0; left -= 1) {
      await expect(page.getByText(new RegExp(`of ${left}\\b`)).first()).toBeVisible();
      await page.keyboard.press('Enter');
    }
    const empty = page.getByRole('group', { name: 'No doubts left' });
    await expect(empty).toBeFocused();
  });

  await test.step('all problems are fixed in one step', async () => {
    await page.keyboard.press('ControlOrMeta+F8');
    await page.getByRole('button', { name: 'Fix all…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fix what can be fixed' });
    const apply = dialog.getByRole('button', { name: /^Change \d+ cues?$/ });
    await apply.click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Fix all…' }).click();
    await expect(apply).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });
});

test('an answered doubt stays away although what was looked at before it was answered comes later', async ({
  studio,
  target,
}) => {
  test.skip(target === 'electron', 'the window of the desktop is there before the test can hold its worker');
  const talk = largeDocument({ cues: 8, wordsPerCue: 8, speakers: 2 });
  const [id] = await studio.fill([{ path: '/nowhere/talk.wav', document: talk }]);
  const { page } = studio;
  // From a signal on, what the worker of the review says is kept until it is let through.
  await page.addInitScript(() => {
    const kept: (() => void)[] = [];
    const desk = { kept, isHeld: false, letter: 0 };
    Object.assign(window, { desk });
    window.Worker = class extends Worker {
      override set onmessage(listen: (event: MessageEvent) => void) {
        super.onmessage = (event: MessageEvent<{ readonly letter: number }>) => {
          desk.letter = event.data.letter;
          if (desk.isHeld) kept.push(() => listen(event));
          else listen(event);
        };
      }
    };
  });
  await studio.open(`#/editor/${id}`);
  await expect(page.getByRole('textbox', { name: /^Name of / })).toHaveCount(2);
  await page.keyboard.press('F9');
  await expect(page.getByText('Doubt 1 of 2')).toBeVisible();
  const desk = await page.evaluateHandle(() => (window as unknown as { desk: Desk }).desk);
  const before = await desk.evaluate((each) => {
    each.isHeld = true;
    return each.letter;
  });
  await page.keyboard.press('Enter');
  await expect(page.getByText('Doubt 1 of 1')).toBeVisible();
  await expect.poll(() => desk.evaluate(({ letter }) => letter)).toBeGreaterThan(before);
  // In the page itself, before it looks at the second answer.
  await desk.evaluate(async ({ kept }) => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    for (const hear of kept.splice(0)) hear();
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
  await expect(page.getByRole('group', { name: 'No doubts left' })).toBeFocused();
});

test.describe('in the languages of the studio', () => {
  for (const language of ['en-GB', 'fr-FR', 'tr-TR']) {
    test.describe(language, () => {
      test.use({ locale: language });
      test('every panel can be reached in the least width', async ({ studio }) => {
        const document = largeDocument({ cues: 400, wordsPerCue: 8, speakers: 3 });
        const [id] = await studio.fill([{ path: '/nowhere/talk.wav', document }]);
        const { page } = studio;
        await page.setViewportSize({ width: 1000, height: 700 });
        await studio.open(`#/editor/${id}`);
        const tabs = page.getByRole('tab');
        await expect(tabs).toHaveCount(8);
        await expect(page.getByRole('slider').last()).toBeDisabled();
        const list = await page.getByRole('tablist').boundingBox();
        for (const tab of await tabs.all()) {
          await tab.click();
          await expect(tab).toHaveAttribute('aria-selected', 'true');
          const box = await tab.boundingBox();
          expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((list?.x ?? 0) + (list?.width ?? 0) + 1);
        }
      });
    });
  }
});

test('speakers that sound alike are asked about: they are merged, or are different people', async ({ studio }) => {
  // A whole recording is transcribed first.
  test.slow();
  await openDialog(studio);
  const { page } = studio;
  const names = page.getByRole('textbox', { name: /^Name of / });
  await expect(names).toHaveCount(2);
  const count = page.getByRole('region', { name: 'How many people talk' });
  await count.getByRole('slider').focus();
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await expect(names).toHaveCount(4);
  // Two of the four have the voice of another, so there are pairs; they come as voices are compared.
  const pairs = page.getByRole('list', { name: 'Speakers who may be one person' }).getByRole('listitem');
  const refusals = pairs.getByRole('button', { name: /are different people$/ });
  await expect(refusals.nth(1)).toBeVisible();
  const refused = (await refusals.first().getAttribute('aria-label')) ?? '';
  await page.getByRole('button', { name: refused, exact: true }).click();
  await expect(page.getByRole('button', { name: refused, exact: true })).toHaveCount(0);

  await pairs
    .first()
    .getByRole('button', { name: /^Merge / })
    .click();
  await expect(names).toHaveCount(3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(names).toHaveCount(4);
});
