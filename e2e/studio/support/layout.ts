import type { Page } from '@playwright/test';

/** Controls that lie outside of the window and cannot be scrolled into it. */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element): boolean => {
      for (let up = element.parentElement; up !== null && up !== document.body; up = up.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(up);
        if (/auto|scroll/.test(overflowX + overflowY)) return true;
      }
      return false;
    };
    const open = document.querySelector('[role=dialog], [role=menu]');
    return [...(open ?? document).querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')]
      .filter((element) => {
        if (!element.checkVisibility() || scrolls(element) || element.closest('.sr-only') !== null) return false;
        const { left, right, top, bottom, width } = element.getBoundingClientRect();
        return width > 1 && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 200));
  });
}

/** Labels of controls that are cut off. What is cut and says itself whole in a hint is none. */
export function cutLabels(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const controls = 'button, [role=tab], [role=menuitem], label, legend, th, h1, h2, h3, [role=columnheader]';
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      if (!control.checkVisibility() || control.closest('.sr-only, [data-row], [data-job]') !== null) continue;
      for (const part of [control, ...control.querySelectorAll<HTMLElement>('span, p')]) {
        const { overflowX } = getComputedStyle(part);
        const isCut = overflowX !== 'visible' && part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1;
        const told = part.closest('[title]') !== null || part.classList.contains('sr-only');
        if (isCut && !told) found.push(part.textContent);
      }
    }
    return found;
  });
}
