import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downgradeAlert } from '../../src/core/devices/downgrade.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { holdRequests } from './support/calls.ts';
import { expect, type Studio, test } from './support/studio.ts';

const RECORDING = audioFixture('digits-noisy-10dB.flac');
const HEARD_MS = 60_000;

/** What whisper-digits hears in the recording. */
async function transcribed(studio: Studio): Promise<VoxlaneDocument> {
  const made = await studio.home.run(
    ...['transcribe', RECORDING, '--preset', 'demo', '--asr', 'whisper-digits'],
    ...['--formats', 'json', '-o', studio.home.out],
  );
  expect(made.code, made.stderr).toBe(0);
  const [name = ''] = readdirSync(studio.home.out).filter((each) => each.endsWith('.json'));
  return JSON.parse(readFileSync(join(studio.home.out, name), 'utf8')) as VoxlaneDocument;
}

/** The same as if the recogniser had run out of memory before two of its cues, which another then wrote. */
function withSubstitute(document: VoxlaneDocument): VoxlaneDocument {
  const late = new Set(document.cues.slice(1, 3).flatMap(({ wordIds }) => wordIds));
  const step = {
    kind: 'model',
    stage: 'asr',
    from: 'whisper-digits on cuda',
    to: 'ctc-digits on cpu',
    reason: 'CUDA failure 2: out of memory ; GPU=0 ; expr=cudaMalloc((void**)&p, size);',
  } as const;
  return {
    ...document,
    words: document.words.map((word) => (late.has(word.id) ? { ...word, engine: 'ctc-digits' } : word)),
    alerts: [...document.alerts, downgradeAlert(step)],
  };
}

test('a line is heard again by another model: compared, accepted, taken back and kept over a reload', async ({
  studio,
}) => {
  test.slow();
  const document = await transcribed(studio);
  const [id = 0] = await studio.fill([{ path: RECORDING, document }]);
  const { page } = studio;
  const answer = await holdRequests(page, '**/rpc/models.measures');
  await studio.open(`#/editor/${id}`);
  const grid = page.getByRole('grid', { name: 'Cues' });
  await grid.getByRole('row').nth(2).click();
  await page.keyboard.press('Control+Alt+r');
  const dialog = page.getByRole('dialog', { name: 'Try another model' });
  // The models are known only once the window is there; the first of them has the focus all the same.
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeVisible();
  answer();
  await expect(dialog.getByRole('radio', { name: /CTC digits/ })).toBeFocused();
  await expect(dialog.getByText('wrote this')).toBeVisible();
  await expectAccessible(page, 'choice of a model', '[role=dialog]');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('columnheader', { name: 'CTC digits' })).toBeVisible({ timeout: HEARD_MS });
  await expect(dialog.getByRole('button').locator('visible=true').and(page.locator(':focus'))).toHaveCount(1);
  await expectAccessible(page, 'before and after', '[role=dialog]');
  const accept = dialog.getByRole('button', { name: 'Accept' });
  const differs = await accept.isVisible();
  expect(differs, 'the fixtures hear the same in this cue').toBe(true);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(grid).toBeFocused();
  await expect(grid.getByRole('img', { name: /Written by CTC digits/ })).toHaveCount(0);

  await page.keyboard.press('Control+Alt+r');
  await expect(dialog.getByRole('radio', { name: /CTC digits/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(accept).toBeFocused({ timeout: HEARD_MS });
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(grid).toBeFocused();
  const badge = grid.getByRole('img', { name: /Written by CTC digits.*not by Whisper digits/ });
  await expect(badge).toHaveText('CTC');
  await expectAccessible(page, 'the list with a mark', '[role=grid]');
  await page.keyboard.press('Control+z');
  await expect(badge).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(badge).toHaveCount(1);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(badge).toHaveCount(1, { timeout: HEARD_MS });
});

test('cues of a substitute are named with the reason, and tried again in one step', async ({ studio }) => {
  test.slow();
  const document = withSubstitute(await transcribed(studio));
  const [id = 0] = await studio.fill([{ path: RECORDING, document }]);
  await studio.open(`#/editor/${id}`);
  const { page } = studio;
  const banner = page.getByRole('region', { name: 'Written by a substitute' });
  await expect(banner).toContainText(
    `2 of ${document.cues.length} cues were written by CTC digits, because Whisper digits ran out of GPU memory.`,
  );
  const badges = page.getByRole('grid', { name: 'Cues' }).getByRole('img', { name: /ran out of GPU memory/ });
  await expect(badges).toHaveCount(2);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expectAccessible(page, `the banner, ${scheme}`, 'section[aria-label="Written by a substitute"]');
    await expectAccessible(page, `marks, ${scheme}`, '[role=grid]');
  }
  const again = banner.getByRole('button', { name: 'Try them again with Whisper digits' });
  await again.click();
  await banner.getByRole('button', { name: 'Stop' }).click();
  await expect(banner).toContainText('Nothing was changed.');
  await again.click();
  await expect(banner).toContainText(/Whisper digits wrote 2 cues; \d say something else now/, { timeout: HEARD_MS });
  await expect(badges).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(badges).toHaveCount(2);
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toBeHidden();
  await page.reload();
  await expect(badges).toHaveCount(2, { timeout: HEARD_MS });
  await expect(banner).toBeHidden();
});
