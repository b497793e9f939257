import { expect, test } from './support/studio.ts';

test('a speech server is named, and sound may go there only once its host is agreed to', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/settings/network');
  await page.getByRole('textbox', { name: 'Speech server' }).fill('https://asr.example.org/v1');
  await page.getByRole('button', { name: 'Apply' }).click();
  const agree = page.getByRole('switch', { name: 'Sound may be sent there' });
  await expect(agree).not.toBeChecked();
  await expect(agree).toHaveAccessibleDescription(/asr\.example\.org/);
  await agree.click();
  await expect(agree).toBeChecked();
  await expect.poll(async () => (await studio.home.run('settings', 'list')).stdout).toContain('asr.example.org');
  await page.reload();
  await expect(agree).toBeChecked();
  await page.getByRole('textbox', { name: 'Speech server' }).fill('http://127.0.0.1:8000');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('combobox', { name: 'Kind of server' })).toBeVisible();
  await expect(agree).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Speech server' }).fill('http://asr.example.org');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: 'asrUrl' })).toBeVisible();
});
