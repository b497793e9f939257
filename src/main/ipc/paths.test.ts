import { mkdtempSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../contract/contract.ts';
import { CALLS_WITH_PATHS, namedPaths } from './path-rules.ts';
import { PickedPaths } from './picked-paths.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'voxlane-picked-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));
for (const name of ['shows', 'shows-evil', 'other']) mkdirSync(join(base, name));
for (const name of ['shows/a.wav', 'shows/list.txt', 'shows-evil/b.wav', 'other/c.wav', 'other/list.txt'])
  writeFileSync(join(base, name), '');

describe('paths that the page names', () => {
  let picked = new PickedPaths();
  const at = (...names: string[]): string => join(base, ...names);
  beforeEach(() => {
    picked = new PickedPaths();
  });

  it('are those that were chosen, and what is in a chosen folder', async () => {
    await picked.add(at('other/c.wav'));
    await picked.add(at('shows'));
    expect(await picked.allows(at('other/c.wav'), 'read')).toBe(true);
    expect(await picked.allows(at('shows/a.wav'), 'read')).toBe(true);
    expect(await picked.allows(at('shows/../other/list.txt'), 'read')).toBe(false);
    expect(await picked.allows(at('shows-evil/b.wav'), 'read')).toBe(false);
    expect(await picked.allows('shows/a.wav', 'read')).toBe(false);
    expect(await picked.allows('/etc/passwd', 'read')).toBe(false);
    // What is gone is for the studio to say, where the user chose the place.
    expect(await picked.allows(at('shows/missing.wav'), 'read')).toBe(true);
    expect(await picked.allows(at('shows-evil/missing.wav'), 'read')).toBe(false);
  });

  it('count no more once they lead elsewhere', async () => {
    const link = at('other/link.wav');
    symlinkSync(at('other/c.wav'), link);
    await picked.add(link);
    expect(await picked.allows(link, 'read')).toBe(true);
    rmSync(link);
    symlinkSync('/etc/passwd', link);
    expect(await picked.allows(link, 'read')).toBe(false);
  });

  it('may be lists only when they were chosen themselves', async () => {
    await picked.add(at('shows'));
    expect(await picked.allows(at('shows/list.txt'), 'list')).toBe(false);
    await picked.add(at('shows/list.txt'));
    expect(await picked.allows(at('shows/list.txt'), 'list')).toBe(true);
  });

  it('may be written beside what was chosen, as text that nothing runs', async () => {
    await picked.add(at('other/c.wav'));
    expect(await picked.allows(at('other/c.srt'), 'write')).toBe(true);
    expect(await picked.allows(at('other/.bashrc'), 'write')).toBe(false);
    expect(await picked.allows(at('other/.x.srt'), 'write')).toBe(false);
    expect(await picked.allows(at('other/c.desktop'), 'write')).toBe(false);
    expect(await picked.allows(at('shows/c.srt'), 'write')).toBe(false);
    symlinkSync(at('shows/a.wav'), at('other/l.srt'));
    expect(await picked.allows(at('other/l.srt'), 'write')).toBe(false);
    expect(await picked.allows(at('other'), 'folder')).toBe(true);
    expect(await picked.allows(at('shows'), 'folder')).toBe(false);
  });

  it('that were dropped are known before the next question', async () => {
    picked.expect(at('other/c.wav'));
    expect(await picked.allows(at('other/c.wav'), 'read')).toBe(true);
  });
});

describe('the rules about paths', () => {
  it('cover every call of the contract that takes one', () => {
    const suspicious = /path|folder|dir$|^inputs$|^tracks$/i;
    const named = Object.entries(contract)
      .filter(([, { input }]) =>
        keysOf(z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' })).some((key) => suspicious.test(key)),
      )
      .map(([name]) => name);
    expect(named.filter((name) => !CALLS_WITH_PATHS.includes(name))).toEqual([]);
  });

  it('find the paths in an input, and no addresses', () => {
    expect(namedPaths('queue.plan', { inputs: ['/a.wav', 'https://example.org/x', '/b.list', 7] })).toEqual([
      { path: '/a.wav', use: 'read' },
      { path: '/b.list', use: 'list' },
    ]);
    const job = { path: 'https://example.org/x', source: {}, spec: { folder: '/out', modelFolders: ['/m'] } };
    expect(namedPaths('queue.add', { jobs: [job, { path: 'https:/x' }] })).toEqual([
      { path: '/m', use: 'folder' },
      { path: '/out', use: 'folder' },
      { path: 'https:/x', use: 'read' },
    ]);
    expect(namedPaths('llm.file', { model: '/m/words.gguf' })).toEqual([{ path: '/m/words.gguf', use: 'read' }]);
    expect(namedPaths('llm.file', { model: 'words-q4' })).toEqual([]);
    expect(namedPaths('settings.set', { key: 'theme', value: '/x' })).toEqual([]);
    expect(namedPaths('toString', null)).toEqual([]);
  });
});

function keysOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysOf);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? [...Object.keys(value as object), ...keysOf(Object.values(value as object))] : keysOf(value),
  );
}
