import { expectAccessible } from './support/accessible.ts';
import { outOfReach } from './support/layout.ts';
import { fillForWalk, TEXTS, walkScreens } from './support/screens.ts';
import { expect, test } from './support/studio.ts';

// The failures name the screen; a trace of so many steps takes longer than the steps.
test.use({ contextOptions: { reducedMotion: 'reduce' }, trace: 'off' });
test.setTimeout(600_000);

test('no screen has a fault that axe finds, in light and in dark', async ({ studio }) => {
  await studio.open();
  const { page } = studio;
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await expectAccessible(page, 'first screen');
  await studio.stop();
  const id = await fillForWalk(studio);
  await studio.restart();
  await page.reload();
  await walkScreens(studio, id, TEXTS.en, async (name, part) => {
    await expectAccessible(page, `${name}, light`, part);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, `${name}, dark`, part, 'colours');
    await page.emulateMedia({ colorScheme: 'light' });
  });
});

test.describe('at 200 %', () => {
  test.use({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2, colorScheme: 'dark' });
  test('no screen has a fault that axe finds, nor lies out of sight', async ({ studio }) => {
    const id = await fillForWalk(studio);
    await studio.open();
    const { page } = studio;
    await walkScreens(studio, id, TEXTS.en, async (name, part) => {
      await expectAccessible(page, name, part);
      expect.soft(await outOfReach(page), name).toEqual([]);
    });
  });
});
