import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelled } from '../shared/app-error.ts';
import { collectInputs } from './collect-inputs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-inputs-'));
  await mkdir(join(folder, 'season', 'one'), { recursive: true });
  await mkdir(join(folder, 'empty'));
  for (const name of ['b.wav', 'season/a.MKV', 'season/one/c.mp3', 'season/notes.doc', '-dash.wav', 'http:x.wav'])
    await writeFile(join(folder, name), 'x');
  await writeFile(join(folder, 'list.txt'), '\uFEFF# my list\r\nb.wav\r\n\nmissing.wav\nseason/one/c.mp3\n');
});
afterAll(() => rm(folder, { recursive: true }));

const names = async (...paths: string[]): Promise<string[]> =>
  (await collectInputs(paths.map((path) => join(folder, path)))).map((input) =>
    input.kind === 'file'
      ? input.path.slice(folder.length + 1)
      : `${input.error.code}:${input.path.slice(folder.length + 1)}`,
  );

describe('collectInputs', () => {
  it('takes media files below a folder, in order, and leaves the rest', async () => {
    expect(await names('season')).toEqual(['season/a.MKV', 'season/one/c.mp3']);
  });
  it('reads a list relative to itself and reports what is missing without losing the rest', async () => {
    expect(await names('list.txt')).toEqual(['b.wav', 'input-not-found:missing.wav', 'season/one/c.mp3']);
  });
  it('reads a list that a Windows shell wrote as UTF-16', async () => {
    await writeFile(join(folder, 'utf16.txt'), Buffer.from('\uFEFFb.wav\r\nseason/one/c.mp3\r\n', 'utf16le'));
    expect(await names('utf16.txt')).toEqual(['b.wav', 'season/one/c.mp3']);
  });
  it('refuses binary data under a list name once, not line by line', async () => {
    await writeFile(join(folder, 'binary.txt'), Buffer.from([0x52, 0x0a, 0x00, 0x0a, 0x41, 0x0a]));
    expect(await names('binary.txt')).toEqual(['input-not-media:binary.txt']);
  });
  it('tells an address from a missing file', async () => {
    const [input] = await collectInputs(['https://example.org/talk.mp3']);
    expect(input).toMatchObject({ kind: 'refused', path: 'https://example.org/talk.mp3' });
    expect(input?.kind === 'refused' && input.error.parts.what).toContain('is an address');
  });
  it('downloads web addresses in their place, and goes on when one cannot be', async () => {
    const asked: string[] = [];
    const inputs = await collectInputs(
      [join(folder, 'b.wav'), 'https://a.example/1', 'https://me:pw@a.example/2', 'ftp://a.example/3'],
      (url) => {
        asked.push(url);
        if (url.endsWith('2')) return Promise.reject(new Error('gone'));
        return Promise.resolve([{ kind: 'file', path: '/one.mp3' }]);
      },
    );
    expect(asked).toEqual(['https://a.example/1', 'https://me:pw@a.example/2']);
    expect(inputs.map(({ kind, path }) => [kind, path])).toEqual([
      ['file', join(folder, 'b.wav')],
      ['file', '/one.mp3'],
      ['refused', 'https://***@a.example/2'],
      ['refused', 'ftp://a.example/3'],
    ]);
    const stop = collectInputs(['https://a.example/1'], () => Promise.reject(cancelled()));
    await expect(stop).rejects.toMatchObject({ code: 'cancelled' });
  });
  it('takes addresses from lists too, each once, mixed with paths', async () => {
    const list = join(folder, 'mixed.list');
    await writeFile(
      list,
      [
        'b.wav',
        'https://a.example/1',
        'HTTPS://A.example/1',
        `https://a.example/?${'long='.repeat(800)}`,
        'http://10.0.0.7/x.mp3',
        'https://me:hunter2@a.example/2',
        'ftp://a.example/3',
        'missing.wav',
        'https://a.example/4',
      ].join('\n'),
    );
    const asked: string[] = [];
    const downloaded = await collectInputs([list, 'https://a.example/1'], (url) => {
      asked.push(url);
      return Promise.resolve([{ kind: 'file', path: `/got/${asked.length}` }]);
    });
    expect(asked.map((url) => url.slice(0, 24))).toEqual([
      'https://a.example/1',
      'https://a.example/?long=',
      'http://10.0.0.7/x.mp3',
      'https://me:hunter2@a.exa',
      'https://a.example/4',
    ]);
    expect(downloaded.filter((input) => input.kind === 'file')).toHaveLength(6);

    const kept = await collectInputs([list, 'https://a.example/1'], { addresses: 'keep' });
    expect(kept.map(({ kind, path }) => `${kind} ${path.replace(folder, '').slice(0, 24)}`)).toEqual([
      'file /b.wav',
      'address https://a.example/1',
      'address https://a.example/?long=',
      'refused http://10.0.0.7/x.mp3',
      'refused https://***@a.example/2',
      'refused ftp://a.example/3',
      'refused /missing.wav',
      'address https://a.example/4',
    ]);
    const codes = kept.flatMap((input) => (input.kind === 'refused' ? [input.error.code] : []));
    expect(codes).toEqual(['source-refused', 'source-refused', 'source-refused', 'input-not-found']);
    expect(JSON.stringify(kept)).not.toContain('hunter2');
    const local = await collectInputs([list], { addresses: 'keep', policy: { allowLocalNetwork: true } });
    expect(local.filter((input) => input.kind === 'address')).toHaveLength(4);
  });
  it('ends a list when a download in it is cancelled', async () => {
    const list = join(folder, 'stop.list');
    await writeFile(list, 'https://a.example/1\nb.wav\n');
    await expect(collectInputs([list], () => Promise.reject(cancelled()))).rejects.toMatchObject({ code: 'cancelled' });
  });
  it('takes odd names as they are and every file once', async () => {
    expect(await names('-dash.wav', 'http:x.wav', 'b.wav', 'b.wav')).toEqual(['-dash.wav', 'http:x.wav', 'b.wav']);
  });
  it('refuses an empty folder, a missing file and a name that is too long by name', async () => {
    expect(await names('empty', 'nowhere.wav')).toEqual(['input-not-media:empty', 'input-not-found:nowhere.wav']);
    const long = `${'n'.repeat(300)}.wav`;
    expect(await names(long)).toEqual([`input-name-refused:${long}`]);
  });
});
