import { execFileSync } from 'node:child_process';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/studio.ts';

/** Recordings in which the second speaker is known, but not for sure: one says little, one sounds a little different. */
const DOUBTFUL = {
  little: ['-t', '9.5'],
  higher: ['-t', '40', '-af', 'asetrate=16000*1.07,aresample=16000'],
} as const;

test('a voice that may be somebody is only suggested, until a person says yes or no', async ({ studio }) => {
  test.slow();
  const run = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await studio.home.run(...args);
    expect(code, stderr).toBe(0);
  };
  const doubtful = Object.entries(DOUBTFUL).map(([name, options]) => {
    const path = test.info().outputPath(`${name}.flac`);
    const source = audioFixture('digits-noisy-10dB.flac');
    execFileSync('ffmpeg', ['-v', 'error', '-i', source, ...options, '-ar', '16000', path]);
    return path;
  });
  await studio.home.add(audioFixture('digits-dialog-2spk-60s.flac'));
  await run('queue', 'run', '--once');
  await run('voices', 'enable', '--yes');
  await run('voices', 'add', 'Ada', '--from', '1:S1');
  await run('voices', 'add', 'Ben', '--from', '1:S2');
  await studio.home.add(...doubtful);
  await run('queue', 'run', '--once');
  const { page } = studio;
  const suggestion = page.getByText('Sounds like Ben', { exact: true });
  const named = page.getByRole('textbox', { name: 'Name of Ben' });

  await test.step('refused, the name is not given and not offered again', async () => {
    await studio.open('#/editor/3');
    await expect(suggestion).toBeVisible();
    await expect(named).toHaveCount(0);
    await expectAccessible(page, 'a suggested voice', 'main');
    await page.getByRole('button', { name: /^No, Speaker \d is not Ben$/ }).click();
    await expect(suggestion).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('textbox', { name: /^Name of / }).first()).toBeVisible();
    await expect(named).toHaveCount(0);
  });

  await test.step('accepted, the speaker has the name, also after a reload', async () => {
    await studio.open('#/editor/2');
    await expect(suggestion).toBeVisible();
    await page.getByRole('button', { name: /^Yes, Speaker \d is Ben$/ }).click();
    await expect(named).toHaveCount(1);
    await expect(page.getByText('Ben is confirmed. There is too little speech to keep the voice.')).toBeVisible();
    await expect(suggestion).toHaveCount(0);
    await page.reload();
    await expect(named).toHaveCount(1);
  });
});
