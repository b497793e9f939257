import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { browseFolder, listPlaces } from './browse.ts';

const folder = mkdtempSync(join(tmpdir(), 'voxlane-browse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const never = new AbortController().signal;

describe('browseFolder', () => {
  it('lists folders, media and the rest by name, without what is hidden', async () => {
    for (const name of ['talk 10.wav', 'talk 2.MP3', 'notes.txt', '.secret.wav'])
      writeFileSync(join(folder, name), 'abc');
    for (const name of ['b', 'A']) mkdirSync(join(folder, name));
    symlinkSync(join(folder, 'b'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
    const listing = await browseFolder(folder, never);
    expect(listing).toMatchObject({ path: folder, parent: dirname(folder), isCut: false });
    expect(listing.entries.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      ...['folder A', 'folder b', 'folder link', 'media talk 2.MP3', 'media talk 10.wav', 'other notes.txt'],
    ]);
    expect(listing.entries.at(-1)).toEqual({
      name: 'notes.txt',
      path: join(folder, 'notes.txt'),
      kind: 'other',
      bytes: 3,
    });
  });

  it('starts at home and has nothing above the top', async () => {
    expect((await browseFolder(undefined, never)).path).toBe(homedir());
    expect((await browseFolder('/', never)).parent).toBeUndefined();
    expect((await listPlaces()).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['home', 'root']));
  });

  it.each([
    ['relative', 'options-invalid'],
    ['/a\0b', 'options-invalid'],
    [join(folder, 'gone'), 'input-not-found'],
    [join(folder, 'notes.txt'), 'input-unreadable'],
  ])('refuses %j with %s', async (path, code) => {
    await expect(browseFolder(path, never)).rejects.toMatchObject({ code });
  });
});
