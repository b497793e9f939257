import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CatalogueEntry, catalogueSchema } from '../../src/core/models/catalogue.ts';
import { networkSettings } from '../../src/platform/models/download/network-settings.ts';
import type { ReadSecret } from '../../src/platform/secrets/keychain.ts';
import { tokenPuller } from '../../src/studio/pull-with-token.ts';
import { bundledModel } from '../support/fixtures.ts';
import { modelServer } from '../support/model-server.ts';
import { scratchFolder } from '../support/scratch.ts';

const FILE = 'org/gated/resolve/main/model.onnx';
const model = {
  id: 'gated',
  name: 'Gated',
  task: 'embedding',
  layout: 'wespeaker-onnx',
  repository: 'org/gated',
  files: [{ path: 'model.onnx' }],
  licence: 'MIT',
};
const entry = catalogueSchema.parse({ schema: 1, models: [model] }).models[0] as CatalogueEntry;
const other = { ...entry, id: 'gated-too' };

describe('a token from the keychain', () => {
  const scratch = scratchFolder();
  const server = modelServer();
  let folder = '';
  let count = 0;
  let asked: string[] = [];
  const puller = (secret: ReadSecret, env: Record<string, string> = {}) => {
    const pull = tokenPuller(networkSettings({ HF_ENDPOINT: server.url, ...env }), async (name) => {
      asked.push(name);
      return secret;
    });
    const options = {
      modelsFolder: folder,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    };
    return (which = entry) => pull(which, options);
  };
  const found: ReadSecret = { kind: 'found', value: 'hf_kept' };

  beforeEach(() => {
    folder = scratch.at(`models-${++count}`);
    asked = [];
    server.files.set(FILE, readFileSync(bundledModel('speaker-embedding-small/model.onnx')));
  });

  it('is not asked for by a public model', async () => {
    await puller(found)();
    expect(asked).toEqual([]);
    expect(server.requests.every((request) => request.authorization === undefined)).toBe(true);
  });

  it('is asked for once, when a repository refuses without one', async () => {
    server.faults.set(FILE, { token: 'hf_kept' });
    const pull = puller(found);
    expect((await pull()).kind).toBe('installed');
    expect((await pull(other)).kind).toBe('installed');
    expect(asked).toEqual(['huggingface']);
    const text = readFileSync(join(folder, 'gated', 'manifest.json'), 'utf8');
    expect(text).not.toContain('hf_kept');
  });

  it('says how to store one when there is none, and why it could not look', async () => {
    server.faults.set(FILE, { token: 'hf_kept' });
    await expect(puller({ kind: 'absent' })()).rejects.toThrow(/voxlane keys set huggingface/);
    const locked = puller({ kind: 'unavailable', code: 'refused', reason: 'it is locked' })();
    await expect(locked).rejects.toMatchObject({ code: 'access-denied' });
    await expect(locked).rejects.toThrow(/keychain cannot be read \(it is locked\).*voxlane keys set huggingface/s);
  });

  it('that the repository does not take is named as the trouble', async () => {
    server.faults.set(FILE, { token: 'another' });
    await expect(puller(found)()).rejects.toThrow(/account of your token/);
  });

  it('is left alone where the environment has one, and never goes to a mirror', async () => {
    server.faults.set(FILE, { token: 'hf_kept' });
    await expect(puller(found, { HF_TOKEN: 'old' })()).rejects.toMatchObject({ code: 'access-denied' });
    const mirror = puller(found, { VOXLANE_MODEL_MIRROR: server.url })();
    await expect(mirror).rejects.toThrow(/VOXLANE_HF_TOKEN/);
    expect(asked).toEqual([]);
    expect(server.requests.some((request) => request.authorization === 'Bearer hf_kept')).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });
});
