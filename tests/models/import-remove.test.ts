import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogueSchema } from '../../src/core/models/catalogue.ts';
import { importModel } from '../../src/platform/models/import-model.ts';
import { listInstalledModels, verifyModel } from '../../src/platform/models/model-store.ts';
import { removeModel } from '../../src/platform/models/remove-model.ts';
import { bundledModel, repoPath } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const catalogue = catalogueSchema.parse(JSON.parse(readFileSync(repoPath('resources/models/catalogue.json'), 'utf8')));

describe('importing and removing models', () => {
  const scratch = scratchFolder();
  let folder = '';
  let source = '';
  let count = 0;
  const signal = new AbortController().signal;
  const load = (path: string, as?: string) =>
    importModel(path, { modelsFolder: folder, entry: catalogue.models.find((model) => model.id === as), signal });

  beforeEach(() => {
    folder = scratch.at(`models-${++count}`);
    source = scratch.at(`source-${count}`);
    cpSync(bundledModel('whisper-digits'), source, { recursive: true });
  });

  it('takes a folder with a manifest, verifies it and leaves the source alone', async () => {
    expect((await load(source)).id).toBe('whisper-digits');
    const models = await listInstalledModels([folder]);
    const model = models.find((item) => item.folder === join(folder, 'whisper-digits'));
    if (model === undefined) throw new Error('not listed');
    await verifyModel(model, { full: true });
    expect(existsSync(join(source, 'manifest.json'))).toBe(true);
  });

  it('recognises a Whisper export without a manifest and pins its hashes', async () => {
    const pinned = JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8')) as { files: { path: string }[] };
    rmSync(join(source, 'manifest.json'));
    const manifest = await load(source);
    expect(manifest.layout).toBe('whisper-onnx');
    expect(manifest.files).toEqual(pinned.files);
  });

  it('takes a single file with the name of its catalogue entry', async () => {
    const file = scratch.at('speaker-embedding.onnx');
    cpSync(bundledModel('speaker-embedding-small/model.onnx'), file);
    await expect(load(file)).rejects.toMatchObject({ code: 'model-unsupported' });
    expect(await load(file, 'wespeaker-resnet34-lm')).toMatchObject({
      task: 'embedding',
      languages: [],
      params: { clusterThreshold: 0.70456549, minClusterSize: 12 },
    });
  });

  it('refuses a file of another kind of model, and installs nothing', async () => {
    const wrong = load(bundledModel('segmentation-digits/model.onnx'), 'wespeaker-resnet34-lm');
    await expect(wrong).rejects.toMatchObject({ code: 'model-unsupported' });
    await expect(wrong).rejects.toThrow(/not wespeaker-resnet34-lm: model\.onnx .*no input "feats"/);
    expect(existsSync(join(folder, 'wespeaker-resnet34-lm'))).toBe(false);
  });

  it.each<[string, (path: string) => void]>([
    ['a byte is flipped', (path) => writeFileSync(path, readFileSync(path).fill(1, 1000, 1001))],
    ['the file is cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, 1000))],
    ['the file is missing', (path) => rmSync(path)],
    [
      'the file is a link',
      (path) => {
        rmSync(path);
        symlinkSync(bundledModel('whisper-digits/onnx/encoder_model.onnx'), path);
      },
    ],
  ])('refuses the folder when %s, and installs nothing', async (_name, damage) => {
    damage(join(source, 'onnx', 'encoder_model.onnx'));
    await expect(load(source)).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(existsSync(join(folder, 'whisper-digits'))).toBe(false);
  });

  it('says so when there is nothing, or nothing known', async () => {
    await expect(load(scratch.at('absent'))).rejects.toMatchObject({ code: 'model-missing' });
    mkdirSync(scratch.at(`empty-${count}`));
    await expect(load(scratch.at(`empty-${count}`))).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  it('removes a model and what an unfinished download left, and nothing else', async () => {
    await load(source);
    mkdirSync(join(folder, '.pull-whisper-digits'));
    writeFileSync(join(folder, '.pull-whisper-digits', 'model.part'), 'half');
    expect(await removeModel(folder, 'whisper-digits')).toBeGreaterThan(1_000_000);
    expect(existsSync(join(folder, 'whisper-digits'))).toBe(false);
    expect(existsSync(join(folder, '.pull-whisper-digits'))).toBe(false);
    await expect(removeModel(folder, 'whisper-digits')).rejects.toMatchObject({ code: 'model-missing' });
    symlinkSync(source, join(folder, 'linked'));
    for (const id of ['linked', '..', '../source', ''])
      await expect(removeModel(folder, id)).rejects.toMatchObject({ code: 'options-invalid' });
    expect(existsSync(join(source, 'config.json'))).toBe(true);
  });
});
