import type { Locator } from '@playwright/test';
import { largeDocument } from '../../tests/support/large-document.ts';
import { expect, test } from './support/studio.ts';

const paper = (place: Locator): Promise<string> =>
  place.evaluate((element) => getComputedStyle(element).backgroundColor);

test('where the system sets all colours, what is chosen still looks chosen', async ({ studio }) => {
  const document = largeDocument({ cues: 8, wordsPerCue: 4, speakers: 2 });
  const [id] = await studio.fill([{ path: '/nowhere/talk.wav', document }]);
  await studio.open(`#/editor/${id}`);
  const { page } = studio;
  await page.emulateMedia({ forcedColors: 'active' });

  await test.step('a row, a speaker, a panel', async () => {
    const row = page.getByRole('grid', { name: 'Cues' }).getByRole('row');
    await row.nth(3).click();
    await expect(row.nth(3)).toHaveAttribute('aria-selected', 'true');
    expect(await paper(row.nth(3))).not.toBe(await paper(row.nth(4)));
    const speaker = (name: string): Locator => page.getByRole('button', { name, exact: true });
    const chosen = page.locator('button[aria-pressed="true"]', { hasText: /^\d?Speaker \d$/ });
    await expect(chosen).toHaveCount(1);
    const others = ['Speaker 1', 'Speaker 2'].map((name) => paper(speaker(name)));
    expect(new Set(await Promise.all(others)).size).toBe(2);
    const tabs = page.getByRole('tab');
    expect(await paper(tabs.first())).not.toBe(await paper(tabs.last()));
  });

  await test.step('a section and a switch of the settings', async () => {
    await studio.open('#/settings');
    const sections = page.locator('[aria-current="page"]');
    await expect(sections.last()).toBeVisible();
    expect(await paper(sections.last())).not.toBe(await paper(page.getByRole('link', { name: 'Storage' })));
    const toggle = page.getByRole('switch').first();
    const before = await paper(toggle);
    await toggle.click();
    await expect.poll(() => paper(toggle)).not.toBe(before);
  });
});
