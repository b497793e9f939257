import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { liveChildren } from '../../src/platform/process/registry.ts';
import { downloadEntry } from '../../src/studio/download-entry.ts';
import type { DownloadOptions, EntryEvent, SourceEntry } from '../../src/studio/download-types.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type LoopbackServer, type MovingFile, movingFile, startLoopbackServer } from './loopback-server.ts';
import { downloadOptions, noYtdlp } from './support.ts';

if (noYtdlp !== undefined) console.warn(`tests/sources/resume is skipped: ${noYtdlp}`);

/** A WAV of noise, so that no part of it looks like another. */
function noise(seconds: number): Buffer {
  const data = randomBytes(seconds * 96_000);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(48_000, 24);
  header.writeUInt32LE(96_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

describe.skipIf(noYtdlp !== undefined)('a download that is taken up again', () => {
  const scratch = scratchFolder();
  const first = noise(12);
  const second = noise(12);
  const file: MovingFile = { bytes: first, ranges: 'honoured', head: 'answered' };
  let server: LoopbackServer;
  let entry: SourceEntry;
  let job = '';
  let count = 0;
  const idle = new AbortController().signal;

  const reset = (): void => {
    for (const key of ['lastModified', 'bytesPerSecond', 'before'] as const) delete file[key];
    Object.assign(file, { bytes: first, etag: '"first"', ranges: 'honoured', head: 'answered' });
  };

  beforeAll(async () => {
    server = await startLoopbackServer({ '/talk.wav': movingFile(file, 'audio/x-wav') });
    const url = `${server.url}/talk.wav`;
    const info = { title: 'talk', recordingId: 'talk', mediaUrl: url, isLive: false, chapters: [], captions: [] };
    entry = { url, title: 'talk', info };
    reset();
    // One interruption; every test takes a copy of what it left up again.
    file.bytesPerSecond = 400_000;
    const controller = new AbortController();
    const stop = (event: EntryEvent): void => {
      if (event.type === 'progress' && event.progress.downloadedBytes > 100_000) controller.abort();
    };
    const broken = downloadEntry(entry, downloadOptions(scratch.at('broken')), controller.signal, stop);
    await expect(broken).rejects.toMatchObject({ code: 'cancelled' });
    job = readdirSync(scratch.at('broken')).join();
    expect(job).toMatch(/^\.voxlane-/);
    expect(readdirSync(scratch.at('broken', job)).sort()).toEqual([
      expect.stringMatching(/\.wav\.part$/),
      'recording.json',
    ]);
  });
  beforeEach(reset);
  afterAll(() => server.close());

  const brokenCopy = (): DownloadOptions => {
    const folder = scratch.at(`copy-${++count}`);
    cpSync(scratch.at('broken'), folder, { recursive: true });
    return downloadOptions(folder);
  };
  /** Takes a copy up; where the requests after the interruption began. */
  const resume = async (options: DownloadOptions): Promise<{ bytes: Buffer; starts: number[] }> => {
    const asked = server.requests.length;
    await downloadEntry(entry, options, idle, () => undefined);
    const ranges = server.requests.slice(asked).map(({ range }) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0));
    expect(readdirSync(options.folder).sort()).toEqual(['talk.source.json', 'talk.wav']);
    return { bytes: readFileSync(join(options.folder, 'talk.wav')), starts: ranges };
  };

  it('goes on where it stopped when the recording is unchanged', async () => {
    const { bytes, starts } = await resume(brokenCopy());
    expect(bytes.equals(first)).toBe(true);
    expect(Math.max(...starts)).toBeGreaterThan(100_000);
  });

  it('starts over when the ETag changed, though length and name are the same', async () => {
    Object.assign(file, { bytes: second, etag: '"second"' });
    const { bytes, starts } = await resume(brokenCopy());
    expect(bytes.equals(second)).toBe(true);
    expect(Math.max(...starts)).toBe(0);
  });

  it('starts over when only the length tells the change, and HEAD is not answered', async () => {
    const longer = noise(13);
    delete file.etag;
    Object.assign(file, { bytes: longer, head: 'refused' });
    const { bytes } = await resume(brokenCopy());
    expect(bytes.equals(longer)).toBe(true);
  });

  it('gets the right bytes from a server that ignores ranges, or refuses them', async () => {
    file.ranges = 'ignored';
    expect((await resume(brokenCopy())).bytes.equals(first)).toBe(true);
    file.ranges = 'refused';
    expect((await resume(brokenCopy())).bytes.equals(first)).toBe(true);
  });

  it('tries once more when the recording changes while it comes', async () => {
    let changed = false;
    file.before = (request) => {
      if (changed || request.method === 'HEAD' || Number(/=(\d+)/.exec(request.headers.range ?? '')?.[1] ?? 0) === 0)
        return;
      changed = true;
      Object.assign(file, { bytes: second, etag: '"second"' });
    };
    const { bytes } = await resume(brokenCopy());
    expect(changed).toBe(true);
    expect(bytes.equals(second)).toBe(true);
  });

  it('gives up on one that never holds still, and leaves nothing of it', async () => {
    let version = 0;
    file.before = (request) => {
      if (request.method === 'HEAD') file.etag = `"v${version++}"`;
    };
    const options = brokenCopy();
    const failed = downloadEntry(entry, options, idle, () => undefined);
    await expect(failed).rejects.toMatchObject({ code: 'source-failed' });
    await expect(failed).rejects.toThrow(/changed on its server/);
    expect(readdirSync(options.folder)).toEqual([]);
    expect(liveChildren()).toEqual([]);
  });
});
