import { expect, type Page } from '@playwright/test';

/** How many stops of Tab a view may have before what is looked for counts as not reachable. */
const MOST_STOPS = 80;

/** What is wrong with the focus: on nothing, out of sight, or not to be seen. Undefined when all is well. */
function faultOfFocus(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focus = document.activeElement;
    if (focus === null || focus === document.body) return 'nothing has the focus';
    const name = focus.outerHTML.slice(0, 160);
    const { left, right, top, bottom } = focus.getBoundingClientRect();
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return `out of sight: ${name}`;
    // Views and dialogs that take the focus as a whole have no ring: all of them is in focus.
    if (focus.matches('main, [role=dialog], form')) return undefined;
    const marked = [focus, focus.parentElement, focus.parentElement?.parentElement].some((element) => {
      if (element === null || element === undefined) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const isOutlined = element === focus && outlineStyle !== 'none' && outlineWidth !== '0px';
      return isOutlined || (boxShadow !== 'none' && element.matches(':focus-within'));
    });
    const isChosen = focus.matches('[data-highlighted], [cmdk-input]');
    return marked || isChosen ? undefined : `no ring: ${name}`;
  });
}

/** The focus is somewhere, in sight and marked. */
export async function expectFocus(page: Page, after: string): Promise<void> {
  await expect.poll(() => faultOfFocus(page), { message: `focus after: ${after}` }).toBeUndefined();
}

/** Goes on with Tab (or Shift+Tab) until an element of this role and name has the focus. */
export async function tabTo(
  page: Page,
  role: Parameters<Page['getByRole']>[0],
  name: string | RegExp,
  key = 'Tab',
): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' });
  await expect(wanted.first()).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return expectFocus(page, `Tab to ${name}`);
    await page.keyboard.press(key);
    // From the last stop the focus goes out of the page, to the browser, and comes back at the first.
    const fault = await faultOfFocus(page);
    if (fault !== undefined && fault !== 'nothing has the focus') throw new Error(fault);
  }
  throw new Error(`${role} “${name}” was not reached in ${MOST_STOPS} stops.`);
}
