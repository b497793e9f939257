import { createHash } from 'node:crypto';
import { cpSync, openSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InstalledModel } from '../../src/core/models/manifest.ts';
import type { InferenceRuntime } from '../../src/core/ports/inference.ts';
import { openAsrHere } from '../../src/engine/server/asr/open-asr-here.ts';
import { loadDiarizeStage } from '../../src/engine/server/load-stages.ts';
import { listInstalledModels, verifyModel } from '../../src/platform/models/model-store.ts';
import { bundledModel } from '../support/fixtures.ts';
import { writeOnnx } from '../support/onnx-writer.ts';
import { scratchFolder } from '../support/scratch.ts';

const ENCODER = 'onnx/encoder_model.onnx';
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a damaged model that is about to be used', () => {
  const scratch = scratchFolder();
  let root = '';
  let count = 0;
  let native = 0;
  /** Native code that must not be reached. */
  const runtime: InferenceRuntime = {
    cores: 1,
    parallel: 1,
    load() {
      native++;
      throw new Error('native code was reached');
    },
  };
  const find = async (id: string): Promise<InstalledModel> => {
    const model = (await listInstalledModels([root])).find((item) => item.manifest.id === id);
    if (model === undefined || model.bundled) throw new Error(`${id} is not listed`);
    return model;
  };
  const openAsr = (model: InstalledModel) =>
    openAsrHere({ kind: 'whisper-onnx', model, device: 'cpu', threads: 1 }, () => runtime);
  const kept = process.env['VOXLANE_CACHE'];

  beforeAll(() => {
    process.env['VOXLANE_CACHE'] = scratch.at('cache');
  });
  afterAll(() => {
    if (kept === undefined) delete process.env['VOXLANE_CACHE'];
    else process.env['VOXLANE_CACHE'] = kept;
  });
  beforeEach(() => {
    root = scratch.at(`models-${++count}`);
    native = 0;
    for (const id of ['whisper-digits', 'segmentation-digits', 'speaker-embedding-small'])
      cpSync(bundledModel(id), join(root, id), { recursive: true });
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ['one byte flipped', flipLastByte, /encoder_model\.onnx does not match its SHA-256/],
    ['cut short', (path) => truncateSync(path, 1000), /encoder_model\.onnx has 1000 bytes/],
    ['empty', (path) => truncateSync(path, 0), /encoder_model\.onnx has 0 bytes/],
    ['missing', (path) => rmSync(path), /encoder_model\.onnx is missing/],
    ['a web page', (path) => writeFileSync(path, '<!doctype html><title>Sign in</title>'), /encoder_model\.onnx has/],
  ])('is refused by name before native code sees it: %s', async (_name, damage, text) => {
    damage(join(root, 'whisper-digits', ENCODER));
    const failure = openAsr(await find('whisper-digits'));
    await expect(failure).rejects.toMatchObject({ code: 'model-corrupt' });
    await expect(failure).rejects.toThrow(text);
    expect(native).toBe(0);
  });

  it.each<[string, string, Uint8Array, string]>([
    ['a web page', 'whisper-digits', Buffer.from('<!doctype html><title>Sign in</title>'), 'model-corrupt'],
    ['another graph', 'whisper-digits', readFileSync(bundledModel('ctc-digits/onnx/model.onnx')), 'model-unsupported'],
    [
      'another graph',
      'segmentation-digits',
      readFileSync(bundledModel('speaker-embedding-small/model.onnx')),
      'model-unsupported',
    ],
  ])('is refused even where the manifest agrees: %s in %s', async (_name, id, bytes, code) => {
    const path = id === 'whisper-digits' ? ENCODER : 'model.onnx';
    writeFileSync(join(root, id, path), bytes);
    const manifestPath = join(root, id, 'manifest.json');
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as { files: { path: string }[] };
    const files = manifest.files.map((file) =>
      file.path === path ? { path, bytes: bytes.length, sha256: sha256(bytes) } : file,
    );
    writeFileSync(manifestPath, JSON.stringify({ ...manifest, files }));
    const model = await find(id);
    const load =
      id === 'whisper-digits'
        ? openAsr(model)
        : loadDiarizeStage(runtime, model, await find('speaker-embedding-small'));
    await expect(load).rejects.toMatchObject({ code });
    await expect(load).rejects.toThrow(new RegExp(id));
    expect(native).toBe(0);
  });

  it('reaches native code when nothing is wrong', async () => {
    await expect(openAsr(await find('whisper-digits'))).rejects.toThrow(/native code was reached/);
    expect(native).toBe(1);
  });

  it('above 64 MiB is hashed once, and again as soon as a byte changes, even under its old date', async () => {
    const folder = join(root, 'large');
    await mkdir(folder, { recursive: true });
    const weights = new Float32Array(17 * 1024 * 1024);
    const value = { name: 'x', type: 'float32', shape: [1] } as const;
    const bytes = writeOnnx({
      inputs: [value],
      outputs: [{ ...value, name: 'y' }],
      constants: [{ name: 'w', dims: [weights.length], data: weights }],
      nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    });
    const path = join(folder, 'model.onnx');
    writeFileSync(path, bytes);
    const manifest = {
      schema: 1,
      id: 'large',
      name: 'Large',
      task: 'embedding',
      layout: 'wespeaker-onnx',
      fixture: false,
      licence: 'MIT',
      languages: [],
      files: [{ path: 'model.onnx', bytes: bytes.length, sha256: sha256(bytes) }],
      signature: { inputs: ['x'], outputs: ['y'] },
    };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const model = await find('large');
    // A file that was written a moment ago is not trusted to show its next change in its times.
    await sleep(2_100);
    await verifyModel(model, { full: false });
    const cache = scratch.at('cache', 'verified');
    const [record = ''] = (await readdir(cache)).filter((name) =>
      readFileSync(join(cache, name), 'utf8').includes('large'),
    );
    expect(record).not.toBe('');
    const before = await stat(join(cache, record));
    await verifyModel(model, { full: false });
    expect((await stat(join(cache, record))).mtimeMs).toBe(before.mtimeMs);

    const { atime, mtime } = await stat(path);
    flipLastByte(path);
    utimesSync(path, atime, mtime);
    await expect(verifyModel(model, { full: false })).rejects.toThrow(/model\.onnx does not match its SHA-256/);
  });
});

function flipLastByte(path: string): void {
  const bytes = readFileSync(path);
  const at = bytes.length - 100;
  const file = openSync(path, 'r+');
  writeSync(file, new Uint8Array([(bytes[at] ?? 0) ^ 1]), 0, 1, at);
}
