import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CatalogueEntry, catalogueSchema } from '../../src/core/models/catalogue.ts';
import { DOWNLOAD_LIMITS } from '../../src/platform/models/download/download-file.ts';
import { networkSettings } from '../../src/platform/models/download/network-settings.ts';
import { pullModel, type PullProgress } from '../../src/platform/models/download/pull-model.ts';
import { modelServer } from '../support/model-server.ts';
import { scratchFolder } from '../support/scratch.ts';

const NAMES = ['a.bin', 'b.bin', 'c.bin', 'd.bin', 'e.bin'];
const SIZE = 200_000;
const address = (name: string): string => `org/many/resolve/main/${name}`;
const model = {
  id: 'many',
  name: 'Many files',
  task: 'asr',
  layout: 'parakeet-onnx',
  repository: 'org/many',
  files: NAMES.map((path) => ({ path })),
  licence: 'MIT',
};
const entry = catalogueSchema.parse({ schema: 1, models: [model] }).models[0] as CatalogueEntry;

describe('a model of several files', () => {
  const scratch = scratchFolder();
  const server = modelServer();
  let folder = '';
  let count = 0;
  const contents = new Map(NAMES.map((name) => [name, randomBytes(SIZE)]));
  const pull = (onProgress: (progress: PullProgress) => void = () => undefined) =>
    pullModel(entry, {
      modelsFolder: folder,
      network: networkSettings({ HF_ENDPOINT: server.url }),
      signal: new AbortController().signal,
      limits: { ...DOWNLOAD_LIMITS, tries: 2, retryMs: 5 },
      onProgress,
    });

  beforeEach(() => {
    folder = scratch.at(`models-${++count}`);
    for (const [name, bytes] of contents) server.files.set(address(name), bytes);
  });

  it('is fetched three files at a time, with progress that never falls and ends whole', async () => {
    for (const name of NAMES) server.faults.set(address(name), { delayMs: 150 });
    const seen: PullProgress[] = [];
    await pull((progress) => seen.push(progress));
    expect(server.busiest()).toBe(3);
    for (const [name, bytes] of contents) expect(readFileSync(join(folder, 'many', name)).equals(bytes)).toBe(true);
    expect(seen.every((at, i) => at.receivedBytes >= (seen[i - 1]?.receivedBytes ?? 0))).toBe(true);
    expect(seen.at(-1)).toEqual({ receivedBytes: SIZE * NAMES.length, totalBytes: SIZE * NAMES.length });
  });

  it('stops as a whole when one file fails; what the others brought stays and is continued', async () => {
    server.faults.set(address('a.bin'), { delayMs: 60_000 });
    server.faults.set(address('b.bin'), { delayMs: 60_000 });
    let failing = false;
    server.files.delete(address('c.bin'));
    // Fails only once the two others are half way, so that there is something to keep.
    server.faults.set(address('c.bin'), { status: 503 });
    const failure = pull(({ receivedBytes }) => {
      if (receivedBytes >= SIZE && !failing) {
        failing = true;
        server.faults.set(address('c.bin'), { status: 404 });
      }
    });
    await expect(failure).rejects.toThrow(/c\.bin/);
    expect(existsSync(join(folder, 'many'))).toBe(false);
    for (const name of ['a.bin', 'b.bin'])
      expect(statSync(join(folder, '.pull-many', `${name}.part`)).size).toBe(SIZE / 2);
    server.faults.clear();
    server.requests.length = 0;
    server.files.set(address('c.bin'), contents.get('c.bin') ?? Buffer.alloc(0));
    await pull();
    const ranges = server.requests.filter((request) => request.range !== undefined);
    expect(ranges.map(({ path, range }) => [path, range]).sort()).toEqual([
      [address('a.bin'), `bytes=${SIZE / 2}-`],
      [address('b.bin'), `bytes=${SIZE / 2}-`],
    ]);
    for (const [name, bytes] of contents) expect(readFileSync(join(folder, 'many', name)).equals(bytes)).toBe(true);
  });
});
