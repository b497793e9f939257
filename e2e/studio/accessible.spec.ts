import { expectAccessible } from './support/accessible.ts';
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

test('where less motion is wished, another theme is there at once', async ({ studio }) => {
  await studio.open();
  const { page } = studio;
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  const change = await page.evaluateHandle(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const passing = new Promise<number>((resolve) => {
      // The page hears of it first: it has listened for longer.
      const look = (): void => resolve(document.getAnimations().filter((one) => one instanceof CSSTransition).length);
      dark.addEventListener('change', look, { once: true });
    });
    return { passing };
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await change.evaluate(({ passing }) => passing)).toBe(0);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
