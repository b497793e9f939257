import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Passes stay out of the report; what axe loads beforehand would breach the page's content policy. */
const ALL = { preload: false, resultTypes: ['violations' as const] };
const COLOURS = { ...ALL, runOnly: ['color-contrast', 'link-in-text-block'] };
// A menu keeps the focus to itself, so nothing behind it can get it; axe knows that of dialogs only.
const MENU = { ...ALL, rules: { 'aria-hidden-focus': { enabled: false } } };

/**
 * Fails with what axe finds on the page as it is now, or in a part of it. `colours`: only what another theme can change.
 * A failure does not end the test, so that one run names all.
 */
export async function expectAccessible(
  page: Page,
  what: string,
  part?: string,
  rules: 'all' | 'colours' = 'all',
): Promise<void> {
  // Colours pass into each other: axe is to see where they end.
  await page.evaluate(async () => {
    await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
    const passing = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    // The end of one may begin that of another, inside of it.
    for (let now = passing(); now.length > 0; now = passing())
      await Promise.allSettled(now.map((transition) => transition.finished));
  });
  // Its program is large: once a page is enough. There are no frames of other origins, so one run in the page does; the
  // other mode opens a second page each time.
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: 'undefined' } : {}) }).setLegacyMode();
  axe.options(rules === 'colours' ? COLOURS : part === '[role=menu]' ? MENU : ALL);
  if (part !== undefined) axe.include(part);
  const { violations } = await axe.analyze();
  expect
    .soft(
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`)),
      what,
    )
    .toEqual([]);
}
