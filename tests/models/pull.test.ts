import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CatalogueEntry, catalogueSchema } from '../../src/core/models/catalogue.ts';
import { DOWNLOAD_LIMITS, type DownloadLimits } from '../../src/platform/models/download/download-file.ts';
import { networkSettings } from '../../src/platform/models/download/network-settings.ts';
import { pullModel, type PullProgress } from '../../src/platform/models/download/pull-model.ts';
import { listInstalledModels, verifyModel } from '../../src/platform/models/model-store.ts';
import { bundledModel } from '../support/fixtures.ts';
import { modelServer } from '../support/model-server.ts';
import { scratchFolder } from '../support/scratch.ts';

const onnx = readFileSync(bundledModel('speaker-embedding-small/model.onnx'));
const SHA = (
  JSON.parse(readFileSync(bundledModel('speaker-embedding-small/manifest.json'), 'utf8')) as {
    files: { sha256: string }[];
  }
).files[0]?.sha256;
const FILE = 'org/tiny/resolve/main/model.onnx';
const limits: DownloadLimits = { ...DOWNLOAD_LIMITS, idleMs: 300, minBytes: 64, tries: 3, retryMs: 5 };

function entry(file: { bytes?: number; sha256?: string } = {}): CatalogueEntry {
  const model = {
    id: 'tiny',
    name: 'Tiny',
    task: 'embedding',
    layout: 'wespeaker-onnx',
    repository: 'org/tiny',
    files: [{ path: 'model.onnx', ...file }],
    licence: 'MIT',
    params: { clusterThreshold: 0.5 },
    signature: { inputs: ['feats'], outputs: ['embs'] },
  };
  const [parsed] = catalogueSchema.parse({ schema: 1, models: [model] }).models;
  if (parsed === undefined) throw new Error('no entry');
  return parsed;
}

describe('pullModel', () => {
  const scratch = scratchFolder();
  const server = modelServer();
  let folder = '';
  let count = 0;
  const installed = (): string => join(folder, 'tiny', 'model.onnx');
  const pull = (
    model = entry(),
    more: { env?: Record<string, string>; signal?: AbortSignal; onProgress?: (p: PullProgress) => void } = {},
  ) =>
    pullModel(model, {
      modelsFolder: folder,
      network: networkSettings({ HF_ENDPOINT: server.url, ...more.env }),
      signal: more.signal ?? new AbortController().signal,
      limits,
      onProgress: more.onProgress ?? (() => undefined),
    });
  /** Nothing that the store would offer. */
  const expectNotInstalled = async (): Promise<void> => {
    expect(existsSync(join(folder, 'tiny'))).toBe(false);
    expect((await listInstalledModels([folder])).filter((model) => !model.bundled)).toEqual([]);
  };

  /** A cut connection may take along what had arrived and was not read yet, at most the buffers of a socket. */
  const expectResumedBefore = (cut: number): void => {
    const start = Number(/\d+/.exec(server.requests.at(-1)?.range ?? '0')?.[0]);
    expect(start).toBeLessThanOrEqual(cut);
    expect(start).toBeGreaterThan(cut - 256 * 1024);
  };

  beforeEach(() => {
    folder = scratch.at(`models-${++count}`);
    server.files.set(FILE, onnx);
  });

  it('installs, pins the hash nobody stated, and leaves nothing else behind', async () => {
    const seen: PullProgress[] = [];
    const result = await pull(entry(), { onProgress: (progress) => seen.push(progress) });
    expect(result.kind).toBe('installed');
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
    expect(result.manifest.files).toEqual([{ path: 'model.onnx', bytes: onnx.length, sha256: SHA }]);
    expect(result.manifest.params).toEqual({ clusterThreshold: 0.5 });
    expect(readdirSync(folder)).toEqual(['tiny']);
    expect(readdirSync(join(folder, 'tiny')).sort()).toEqual(['manifest.json', 'model.onnx']);
    expect(seen.at(-1)).toEqual({ receivedBytes: onnx.length, totalBytes: onnx.length });
    expect(seen.every((progress, i) => progress.receivedBytes >= (seen[i - 1]?.receivedBytes ?? 0))).toBe(true);
    const [model] = await listInstalledModels([folder]);
    if (model === undefined) throw new Error('not listed');
    await verifyModel(model, { full: true });
    writeFileSync(installed(), Buffer.from(onnx).fill(0, onnx.length - 1));
    await expect(verifyModel(model, { full: true })).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it('does not fetch again what is installed and whole', async () => {
    await pull();
    server.requests.length = 0;
    expect((await pull()).kind).toBe('present');
    expect(server.requests).toEqual([]);
  });

  it('repairs a damaged model with the same bytes or not at all', async () => {
    await pull();
    writeFileSync(installed(), 'short');
    expect((await pull()).kind).toBe('installed');
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
    writeFileSync(installed(), 'short');
    server.files.set(FILE, readFileSync(bundledModel('segmentation-digits/model.onnx')));
    await expect(pull()).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it.each([0.01, 0.5, 0.99])('continues after a cut at %d of the file, byte for byte', async (cutAt) => {
    server.faults.set(FILE, { cutAt, times: 1 });
    await pull(entry({ sha256: SHA ?? '' }));
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
    expect(server.requests.filter((request) => request.path === FILE)).toHaveLength(2);
    expectResumedBefore(Math.floor(onnx.length * cutAt));
  });

  it.each([0.01, 0.5, 0.99])('keeps what arrived when it gives up at %d, and a later run continues', async (cutAt) => {
    server.faults.set(FILE, { cutAt });
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
    await expectNotInstalled();
    server.faults.clear();
    server.requests.length = 0;
    await pull();
    expectResumedBefore(Math.floor(onnx.length * cutAt));
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
  });

  it('starts over when the file changed on the server', async () => {
    const old = Buffer.concat([onnx.subarray(0, onnx.length - 4), randomBytes(4)]);
    server.files.set(FILE, old);
    server.faults.set(FILE, { cutAt: 0.5 });
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
    server.faults.clear();
    server.files.set(FILE, onnx);
    await pull(entry({ sha256: SHA ?? '' }));
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
  });

  it('starts over when the bytes on disk are not those it wrote', async () => {
    server.faults.set(FILE, { cutAt: 0.5 });
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
    const part = join(folder, '.pull-tiny', 'model.onnx.part');
    writeFileSync(part, Buffer.alloc(statSync(part).size));
    server.faults.clear();
    await pull();
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
  });

  it.each([
    ['ignores ranges', { ignoreRange: true }],
    ['answers 416 to a resume', { refuseRange: true }],
  ])('starts over when the server %s', async (_name, fault) => {
    server.faults.set(FILE, { cutAt: 0.5 });
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
    server.faults.set(FILE, fault);
    await pull();
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
  });

  it('starts over when the file changes on the server between two connections of one run', async () => {
    const old = Buffer.concat([randomBytes(4), onnx.subarray(4)]);
    server.files.set(FILE, old);
    server.faults.set(FILE, { cutAt: 0.5, times: 1 });
    const swap = ({ receivedBytes }: PullProgress): void => {
      if (receivedBytes > onnx.length / 8) server.files.set(FILE, onnx);
    };
    const seen: number[] = [];
    const onProgress = (progress: PullProgress): void => {
      seen.push(progress.receivedBytes);
      swap(progress);
    };
    await pull(entry({ sha256: SHA ?? '' }), { onProgress });
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
    expect(server.requests.at(-1)?.range).toMatch(/^bytes=/);
    expect(seen.every((bytes, i) => bytes >= (seen[i - 1] ?? 0))).toBe(true);
  });

  it('refuses a part that does not continue where it asked', async () => {
    server.faults.set(FILE, { cutAt: 0.5 });
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
    server.faults.set(FILE, { shiftRange: 10 });
    await pull(entry({ sha256: SHA ?? '' }));
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
  });

  it('refuses a packed body', async () => {
    server.faults.set(FILE, { gzip: true });
    await expect(pull()).rejects.toThrow(/packed \(gzip\)/);
    await expectNotInstalled();
  });

  it('does not take fewer bytes than the server stated', async () => {
    server.faults.set(FILE, { overstate: 10 });
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
    await expectNotInstalled();
  });

  it('refuses another kind of model under the right name, and keeps none of it', async () => {
    server.files.set(FILE, readFileSync(bundledModel('segmentation-digits/model.onnx')));
    const failure = pull();
    await expect(failure).rejects.toMatchObject({ code: 'model-unsupported' });
    await expect(failure).rejects.toThrow(/model\.onnx is the graph of another kind.*no input "feats"/);
    await expectNotInstalled();
    server.files.set(FILE, onnx);
    expect((await pull()).kind).toBe('installed');
  });

  it('gives up on a server that drips', async () => {
    server.faults.set(FILE, { dripMs: 20 });
    await expect(pull()).rejects.toThrow(/next to nothing.*continues where it stopped/s);
    await expectNotInstalled();
  });

  it('waits out a busy server', async () => {
    server.faults.set(FILE, { status: 503, times: 2 });
    expect((await pull()).kind).toBe('installed');
  });

  it('refuses other bytes than the catalogue states and keeps none of them', async () => {
    await expect(pull(entry({ sha256: '1'.repeat(64) }))).rejects.toMatchObject({ code: 'model-corrupt' });
    await expect(pull(entry({ bytes: onnx.length + 1 }))).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(readdirSync(join(folder, '.pull-tiny')).filter((name) => !name.endsWith('.json'))).toEqual([]);
    await expectNotInstalled();
  });

  it('takes size and hash from the list of the repository', async () => {
    const lfs = { oid: '2'.repeat(64), size: onnx.length };
    const list = [{ type: 'file', path: 'model.onnx', size: onnx.length, lfs }];
    server.files.set('api/models/org/tiny/tree/main', Buffer.from(JSON.stringify(list)));
    await expect(pull()).rejects.toThrow(/SHA-256/);
    lfs.oid = SHA ?? '';
    server.files.set('api/models/org/tiny/tree/main', Buffer.from(JSON.stringify(list)));
    expect((await pull()).kind).toBe('installed');
  });

  it('finds files by their ending in that list, and refuses unsafe names', async () => {
    const rest = { ...entry(), files: undefined };
    const list = (path: string): Buffer => Buffer.from(JSON.stringify([{ type: 'file', path }]));
    server.files.set('api/models/org/tiny/tree/main', list('model.onnx'));
    expect((await pull({ ...rest, select: ['.ONNX'] })).kind).toBe('installed');
    rmSync(join(folder, 'tiny'), { recursive: true });
    server.files.set('api/models/org/tiny/tree/main', list('../../evil.onnx'));
    await expect(pull({ ...rest, select: ['.onnx'] })).rejects.toThrow(/unsafe name/);
  });

  it.each([
    [401, 'access-denied', /accept its terms.*`voxlane keys set huggingface` \(or set HF_TOKEN/s],
    [403, 'access-denied', /accept its terms/],
    [404, 'download-failed', /has no file/],
    [400, 'download-failed', /answered 400/],
  ])('explains the answer %d', async (status, code, text) => {
    server.faults.set(FILE, { status });
    const failure = pull();
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow(text);
  });

  it('refuses a web page, by its type and by its content', async () => {
    server.faults.set(FILE, { html: true });
    await expect(pull()).rejects.toThrow(/web page instead/);
    server.faults.clear();
    server.files.set(FILE, Buffer.from('<!doctype html><html>Sign in</html>'));
    await expect(pull()).rejects.toMatchObject({ code: 'model-corrupt' });
    await expectNotInstalled();
  });

  it('refuses what ends early without saying so', async () => {
    server.files.set(FILE, onnx.subarray(0, onnx.length / 2));
    server.faults.set(FILE, { noLength: true });
    await expect(pull()).rejects.toMatchObject({ code: 'model-corrupt' });
    await expectNotInstalled();
  });

  it('checks the free space before the first byte', async () => {
    await expect(pull(entry({ bytes: 2 ** 50 }))).rejects.toMatchObject({ code: 'disk-full' });
    expect(server.requests.filter((request) => request.path === FILE)).toEqual([]);
  });

  it('stops when cancelled and continues later', async () => {
    const controller = new AbortController();
    server.faults.set(FILE, { delayMs: 5_000 });
    const onProgress = ({ receivedBytes }: PullProgress): void => {
      if (receivedBytes >= onnx.length / 4) controller.abort();
    };
    await expect(pull(entry(), { signal: controller.signal, onProgress })).rejects.toMatchObject({
      name: expect.stringMatching(/AbortError|AppError/) as unknown,
    });
    await expectNotInstalled();
    server.faults.clear();
    server.requests.length = 0;
    await pull();
    expect(server.requests.at(-1)?.range).toMatch(/^bytes=\d+-$/);
    expect(readFileSync(installed()).equals(onnx)).toBe(true);
  });

  it('lets only one of two pulls of a model work, and takes over the lock of a dead process', async () => {
    server.faults.set(FILE, { delayMs: 200, times: 1 });
    const results = await Promise.allSettled([pull(), pull()]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'model-busy' });
    rmSync(join(folder, 'tiny'), { recursive: true });
    writeFileSync(join(folder, '.lock-tiny'), '999999999');
    expect((await pull()).kind).toBe('installed');
  });

  it('leaves alone a file that stands in its way', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, '.pull-tiny'), 'mine');
    await expect(pull()).rejects.toMatchObject({ code: 'output-failed' });
    expect(readFileSync(join(folder, '.pull-tiny'), 'utf8')).toBe('mine');
  });

  describe('redirects and the token', () => {
    const other = modelServer();

    it('follows to another host without the token', async () => {
      other.files.set('cdn/model.onnx', onnx);
      server.faults.set(FILE, { redirect: `${other.url}/cdn/model.onnx` });
      await pull(entry(), { env: { HF_TOKEN: 'hf_canary' } });
      expect(server.requests.find((request) => request.path === FILE)?.authorization).toBe('Bearer hf_canary');
      expect(other.requests.map((request) => request.authorization)).toEqual([undefined]);
    });

    it('does not give the Hugging Face token to a mirror, only the one meant for it', async () => {
      const env = { VOXLANE_MODEL_MIRROR: server.url, HF_TOKEN: 'hf_canary' };
      await pull(entry(), { env });
      expect(server.requests.every((request) => request.authorization === undefined)).toBe(true);
      rmSync(join(folder, 'tiny'), { recursive: true });
      await pull(entry(), { env: { ...env, VOXLANE_HF_TOKEN: 'own' } });
      expect(server.requests.at(-1)?.authorization).toBe('Bearer own');
    });

    it.each(['http://models.example/x', 'ftp://127.0.0.1/x', 'file:///etc/passwd', 'https://user:pw@models.example/x'])(
      'refuses to be sent to %s',
      async (redirect) => {
        server.faults.set(FILE, { redirect });
        await expect(pull()).rejects.toThrow(/not safe/);
      },
    );

    it('leaves a circle', async () => {
      server.faults.set(FILE, { redirect: `/${FILE}` });
      await expect(pull()).rejects.toThrow(/circles/);
    });
  });
});
