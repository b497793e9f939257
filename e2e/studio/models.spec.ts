import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledModel } from '../../tests/support/fixtures.ts';
import { type ModelHost, startModelHost } from '../../tests/support/model-host.ts';
import { expect, test } from './support/studio.ts';

const REPOSITORY = 'onnx-community/whisper-tiny_timestamped/resolve/main';
const FILES = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'onnx/encoder_model.onnx',
  'onnx/decoder_model_merged.onnx',
];

let repository: ModelHost;
test.beforeAll(async () => {
  repository = await startModelHost();
  for (const file of FILES) {
    repository.files.set(`${REPOSITORY}/${file}`, readFileSync(bundledModel(`whisper-digits/${file}`)));
  }
});
test.afterAll(() => repository.close());

test('a model is fetched, stopped, verified, found damaged and removed', async ({ studio }) => {
  studio.home.env['HF_ENDPOINT'] = repository.url;
  const { page } = studio;
  const encoder = `${REPOSITORY}/onnx/encoder_model.onnx`;
  const get = page.getByRole('button', { name: 'Get Whisper tiny', exact: true });
  const verify = page.getByRole('button', { name: 'Verify: Whisper tiny' });
  const notices = page.getByRole('region', { name: 'Messages' });
  await studio.open('#/models');
  await expect(page.getByText(/^Models take 0 bytes\./)).toBeVisible();

  await test.step('a slow download tells how far it is, and can be stopped', async () => {
    repository.faults.set(encoder, { delayMs: 60_000 });
    await get.click();
    const bar = page.getByRole('progressbar', { name: 'Whisper tiny' });
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(get).toBeVisible();
    await expect(page.getByText(/Unfinished downloads take /)).toBeVisible();
  });

  await test.step('it goes on where it stopped', async () => {
    repository.faults.clear();
    repository.requests.length = 0;
    await get.click();
    await expect(verify).toBeVisible();
    expect(repository.requests.find(({ path }) => path === encoder)?.range).toMatch(/^bytes=[1-9]/);
    await expect(page.getByText(/^Models take [\d.]+ MB\./)).toBeVisible();
    await expect(page.getByText(/Unfinished downloads take /)).toHaveCount(0);
  });

  await test.step('verifying reads every byte', async () => {
    await verify.click();
    await expect(notices.getByText('1 model is whole.')).toBeVisible();
    const installed = join(studio.home.env['VOXLANE_MODELS'] ?? '', 'whisper-tiny/onnx/encoder_model.onnx');
    writeFileSync(installed, readFileSync(installed).fill(1, 1000, 1001));
    await verify.click();
    await expect(notices.getByText(/encoder_model\.onnx/).first()).toBeVisible();
  });

  await test.step('it is removed after a question', async () => {
    await page.getByRole('button', { name: 'Remove: Whisper tiny' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(verify).toHaveCount(0);
    await expect(get).toBeVisible();
  });

  await test.step('offline nothing is fetched, and the page says why', async () => {
    await studio.open('#/settings/network');
    await page.getByRole('switch', { name: 'Work offline' }).click();
    await studio.open('#/models');
    await expect(page.getByText(/^Offline is on: nothing can be downloaded\./)).toBeVisible();
    await expect(get).toBeDisabled();
  });
});

test('a model comes from a file; a wrong one and a damaged one are refused with the reason', async ({ studio }) => {
  const { page } = studio;
  await studio.open('#/models');
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a model' });
  const path = dialog.getByRole('textbox', { name: 'Folder or file' });
  const importNow = dialog.getByRole('button', { name: 'Import', exact: true });

  await test.step('a file that says nothing of itself', async () => {
    await path.fill(bundledModel('speaker-embedding-small/model.onnx'));
    await importNow.click();
    await expect(dialog.getByRole('alert')).toBeVisible();
  });

  await test.step('a damaged folder', async () => {
    const folder = join(studio.home.out, 'damaged');
    mkdirSync(folder, { recursive: true });
    copyFileSync(bundledModel('speaker-embedding-small/manifest.json'), join(folder, 'manifest.json'));
    writeFileSync(
      join(folder, 'model.onnx'),
      readFileSync(bundledModel('speaker-embedding-small/model.onnx')).fill(1, 900, 901),
    );
    await path.fill(folder);
    await importNow.click();
    await expect(dialog.getByRole('alert')).toContainText('model.onnx');
  });

  await test.step('a file that is sent there, of a model that is named', async () => {
    const file = join(studio.home.out, 'voxceleb_resnet34_LM.onnx');
    copyFileSync(bundledModel('speaker-embedding-small/model.onnx'), file);
    await dialog.getByLabel('Send a file…').last().setInputFiles(file);
    await expect(dialog.getByRole('combobox', { name: 'Which model it is' })).toContainText('WeSpeaker');
    await importNow.click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Remove: WeSpeaker VoxCeleb ResNet34-LM' })).toBeVisible();
  });
});
