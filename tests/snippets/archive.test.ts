import { copyFileSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveChildren } from '../../src/platform/process/registry.ts';
import { zipFiles } from '../../src/platform/storage/zip-files.ts';
import { sweepLibrary } from '../../src/studio/queue/library.ts';
import { type Desk, openDesk } from '../media/support.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const signal = new AbortController().signal;
let desk: Desk;
let id = 0;
const downloads = (): string[] => readdirSync(scratch.at('library', 'downloads'));
const at = (id: string, startMs: number, text: string) => ({
  ...{ id, startMs, endMs: startMs + 700, lines: [text], wordIds: [] },
});

beforeAll(async () => {
  const path = scratch.at('own.flac');
  copyFileSync(audioFixture('digits-mono-20s.flac'), path);
  desk = await openDesk(scratch.at('library'));
  id = await desk.withDocument(path, {
    cues: [at('c1', 500, '../../etc: Çığ?'), at('c2', 2000, 'same'), at('c3', 4000, 'SAME')],
  });
});
afterAll(() => desk.library.store.close());

describe('an archive of snippets', () => {
  it('holds the pieces and the manifest, readable by a token, and nothing else is left', async () => {
    const told: number[] = [];
    const stop = desk.events.on('snippets', ({ call, done }) => call === 'mine' && told.push(done));
    const made = await desk.call('documents.snippetArchive', { id, call: 'mine', wish: { template: '{text}' } });
    stop();
    expect(told).toEqual([0, 1, 2, 3]);
    expect(made).toMatchObject({ failed: [], notes: [] });
    const file = desk.library.playback.tokens.file(made.archive?.token ?? '');
    const bytes = readFileSync(file?.path ?? '');
    expect(bytes.length).toBe(made.archive?.bytes);
    const names = ['etc_Çığ.wav', 'same.wav', 'SAME-2.wav'];
    expect(made.snippets.map((snippet) => snippet.file)).toEqual(names);
    const files = unzipSync(bytes);
    expect(Object.keys(files).sort()).toEqual([...names, 'snippets.csv', 'snippets.json'].sort());
    // Bit 11 of a file's flags: names are UTF-8, for readers that take them for something else otherwise.
    expect(bytes.readUInt16LE(bytes.indexOf('etc_') - 30 + 6) & 0x800).toBe(0x800);
    const folder = scratch.at('beside');
    await desk.call('documents.snippets', { id, wish: { template: '{text}' }, folder });
    for (const name of names)
      expect(Buffer.from(files[name] ?? []).equals(readFileSync(join(folder, name)))).toBe(true);
    expect(downloads()).toHaveLength(1);
  });

  it('is not made of nothing, and a stopped one leaves nothing', async () => {
    const before = downloads();
    const none = await desk.call('documents.snippetArchive', { id, wish: { find: { text: 'nobody says this' } } });
    expect(none).toEqual({ snippets: [], failed: [], notes: [] });
    const stop = new AbortController();
    const quiet = desk.events.on('snippets', ({ done }) => done === 1 && stop.abort());
    const running = desk.call('documents.snippetArchive', { id, call: 'stopped', wish: {} }, stop.signal);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    quiet();
    expect(liveChildren()).toEqual([]);
    expect(downloads()).toEqual(before);
  });

  it('goes after an hour, at the next start, and with its document', async () => {
    const old = join(scratch.at('library', 'downloads'), downloads()[0] ?? '');
    const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000);
    utimesSync(old, hours(2), hours(2));
    await desk.call('documents.snippetArchive', { id, wish: { cues: ['c1'] } });
    expect(downloads()).toHaveLength(1);
    expect(downloads()[0]).not.toBe(old);
    await sweepLibrary(desk.library);
    expect(downloads()).toHaveLength(1);
    const left = join(scratch.at('library', 'downloads'), 'of-a-process-before');
    writeFileSync(left, '');
    utimesSync(left, hours(0.5), hours(0.5));
    await sweepLibrary(desk.library);
    expect(downloads()).toHaveLength(1);
    await desk.call('documents.remove', { ids: [id] });
    expect(downloads()).toEqual([]);
  });
});

describe('zipFiles', () => {
  it('refuses more than a ZIP holds and keeps the files, and leaves no ZIP where a file cannot be read', async () => {
    writeFileSync(scratch.at('a.bin'), Buffer.alloc(300_000, 7));
    const many = Array.from({ length: 65_001 }, () => scratch.at('a.bin'));
    await expect(zipFiles(many, scratch.at('many.zip'), signal)).rejects.toMatchObject({ code: 'output-failed' });
    const folder = scratch.at('library');
    await expect(zipFiles([scratch.at('a.bin'), folder], scratch.at('b.zip'), signal)).rejects.toMatchObject({
      code: 'output-failed',
    });
    expect(readdirSync(scratch.path).filter((name) => name.endsWith('.zip'))).toEqual([]);
  });
});
