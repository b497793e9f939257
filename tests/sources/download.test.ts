import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveChildren } from '../../src/platform/process/registry.ts';
import { downloadSource } from '../../src/studio/download-source.ts';
import type { DownloadEvent, DownloadOptions } from '../../src/studio/download-types.ts';
import { scratchFolder } from '../support/scratch.ts';
import { make, noFfmpeg } from '../decode/support.ts';
import { endlessStream, type LoopbackServer, servedFile, servedText, startLoopbackServer } from './loopback-server.ts';
import { downloadOptions, noYtdlp } from './support.ts';

const reason = noYtdlp ?? noFfmpeg;
if (reason !== undefined) console.warn(`tests/sources/download is skipped: ${reason}`);

describe.skipIf(reason !== undefined)('downloads with the real yt-dlp', () => {
  const scratch = scratchFolder();
  let server: LoopbackServer;
  const idle = new AbortController().signal;

  beforeAll(async () => {
    const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=20'];
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=20'];
    make(...tone, ...picture, '-c:a', 'aac', '-c:v', 'mpeg4', '-movflags', '+faststart', scratch.at('a.mp4'));
    make(...tone, '-c:a', 'pcm_s16le', '-ar', '48000', scratch.at('a.wav'));
    mkdirSync(scratch.at('hls'));
    make(
      '-i',
      scratch.at('a.mp4'),
      '-vn',
      '-c:a',
      'aac',
      '-f',
      'hls',
      '-hls_time',
      '5',
      '-hls_list_size',
      '0',
      scratch.at('hls', 'list.m3u8'),
    );
    const segments = readdirSync(scratch.at('hls')).filter((name) => name.endsWith('.ts'));
    server = await startLoopbackServer({
      '/media/a.mp4': servedFile(scratch.at('a.mp4'), 'video/mp4'),
      '/media/b.wav': servedFile(scratch.at('a.wav'), 'audio/x-wav'),
      '/slow/c.wav': servedFile(scratch.at('a.wav'), 'audio/x-wav', 400_000),
      '/captions.vtt': servedText('WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n', 'text/vtt'),
      '/page.html': servedText(
        '<html><head><title>A talk: part\u202e one</title></head><body><video src="/media/a.mp4"><track kind="subtitles" srclang="en" src="/captions.vtt"></video></body></html>',
        'text/html',
      ),
      '/feed.xml': (request, response) => {
        const base = `http://${request.headers.host ?? ''}`;
        const item = (title: string, url: string): string =>
          `<item><title>${title}</title><link>${base}${url}</link><enclosure url="${base}${url}" type="audio/x-wav"/></item>`;
        response
          .writeHead(200, { 'content-type': 'application/rss+xml' })
          .end(
            `<?xml version="1.0"?><rss version="2.0"><channel><title>Show</title>${item('First one', '/media/b.wav')}${item('Second one', '/media/a.mp4')}</channel></rss>`,
          );
      },
      '/hls/list.m3u8': servedFile(scratch.at('hls', 'list.m3u8'), 'application/vnd.apple.mpegurl'),
      ...Object.fromEntries(
        segments.map((name) => [`/hls/${name}`, servedFile(scratch.at('hls', name), 'video/mp2t')]),
      ),
      '/to-private.mp4': (_request, response) => {
        response.writeHead(302, { location: 'http://192.168.7.7/secret.mp4' }).end();
      },
      '/to-rebound.mp4': (_request, response) => {
        response.writeHead(302, { location: 'http://rebound.example.com/secret.mp4' }).end();
      },
      '/fake.mp4': servedText('<html><body>Please log in</body></html>', 'video/mp4'),
      '/plain.html': servedText('<html><body>Nothing to hear</body></html>', 'text/html'),
      '/endless.mp4': endlessStream('video/mp4', readFileSync(scratch.at('a.mp4'))),
    });
  });
  afterAll(() => server.close());

  const options = (name: string, more: Partial<DownloadOptions> = {}): DownloadOptions =>
    downloadOptions(scratch.at('out', name), more);
  const get = (path: string, chosen: DownloadOptions, signal = idle, on = (_event: DownloadEvent): void => undefined) =>
    downloadSource(`${server.url}${path}`, chosen, signal, on);
  const hidden = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('.voxlane'));

  it('fetches a file byte for byte, describes it, and does not fetch it twice', async () => {
    const chosen = options('mp4');
    const [first] = await get('/media/a.mp4', chosen);
    expect(first).toMatchObject({ kind: 'done', path: join(chosen.folder, 'a.mp4'), reused: false });
    expect(readFileSync(join(chosen.folder, 'a.mp4')).equals(readFileSync(scratch.at('a.mp4')))).toBe(true);
    const described = JSON.parse(readFileSync(join(chosen.folder, 'a.source.json'), 'utf8'));
    expect(described).toMatchObject({
      title: 'a',
      files: { media: 'a.mp4' },
      sizeBytes: statSync(scratch.at('a.mp4')).size,
    });
    expect(described.durationMs).toBeGreaterThan(19_500);
    const fetched = server.requests.filter(({ path }) => path === '/media/a.mp4').length;
    const [again] = await get('/media/a.mp4', chosen);
    expect(again).toMatchObject({ kind: 'done', reused: true });
    // The second time only looks, as the first did before it downloaded.
    expect(server.requests.filter(({ path }) => path === '/media/a.mp4').length - fetched).toBeLessThan(fetched);
    expect(readdirSync(chosen.folder).sort()).toEqual(['a.mp4', 'a.source.json']);
  });

  it('replaces no file of the user', async () => {
    const chosen = options('taken');
    writeFileSync(join(chosen.folder, 'a.mp4'), 'mine');
    const [result] = await get('/media/a.mp4', chosen);
    expect(result).toMatchObject({ kind: 'done', path: join(chosen.folder, 'a-2.mp4') });
    expect(readFileSync(join(chosen.folder, 'a.mp4'), 'utf8')).toBe('mine');
  });

  it('finds the video in a page, with a clean title and its captions', async () => {
    const chosen = options('page', { captions: true });
    const [result] = await get('/page.html', chosen);
    expect(result?.kind).toBe('done');
    const names = readdirSync(chosen.folder);
    expect(names.join()).not.toMatch(/[\u202e:]/);
    const caption = names.find((name) => name.endsWith('.en.vtt')) ?? '';
    expect(readFileSync(join(chosen.folder, caption), 'utf8')).toContain('hello');
    const sidecar = names.find((name) => name.endsWith('.source.json')) ?? '';
    const described = JSON.parse(readFileSync(join(chosen.folder, sidecar), 'utf8'));
    expect(described.captionsOffered).toEqual([{ language: 'en', kind: 'written', formats: ['vtt'] }]);
    expect(described.files.captions).toEqual([{ language: 'en', file: caption }]);
  });

  it('asks before it takes a whole feed, and takes it when told', async () => {
    const chosen = options('feed');
    await expect(get('/feed.xml', chosen)).rejects.toMatchObject({ code: 'source-refused' });
    expect(readdirSync(chosen.folder)).toEqual([]);
    const results = await get('/feed.xml', { ...chosen, playlist: true });
    expect(results.map((result) => result.kind)).toEqual(['done', 'done']);
    expect(readdirSync(chosen.folder).sort()).toEqual([
      'First one.source.json',
      'First one.wav',
      'Second one.mp4',
      'Second one.source.json',
    ]);
  });

  it('puts an HLS stream together', async () => {
    const chosen = options('hls');
    const [result] = await get('/hls/list.m3u8', chosen);
    expect(result?.kind).toBe('done');
    expect(result?.kind === 'done' && statSync(result.path).size).toBeGreaterThan(50_000);
  });

  it.each([
    ['a missing page', '/none.mp4', 'source-failed', /404/],
    ['a page without a recording', '/plain.html', 'source-failed', /Unsupported URL/],
    ['a redirect to a private address', '/to-private.mp4', 'source-refused', /192\.168\.7\.7.*private network/],
    [
      'a redirect to a name with a private address',
      '/to-rebound.mp4',
      'source-refused',
      /rebound\.example\.com.*private/,
    ],
    ['a page that claims to be a video', '/fake.mp4', 'input-not-media', /./],
  ])('refuses %s and leaves nothing', async (_name, path, code, text) => {
    const chosen = options(`bad${path.replace('/', '-')}`);
    writeFileSync(join(chosen.folder, 'mine.srt'), 'mine');
    const error: unknown = await get(path, chosen).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toMatch(text);
    expect(readdirSync(chosen.folder)).toEqual(['mine.srt']);
    expect(readFileSync(join(chosen.folder, 'mine.srt'), 'utf8')).toBe('mine');
    expect(liveChildren()).toEqual([]);
  });

  it('cuts an endless stream at the limit', async () => {
    const chosen = options('endless', { maxBytes: 3 * 1024 * 1024 });
    await expect(get('/endless.mp4', chosen)).rejects.toMatchObject({ code: 'source-too-large' });
    expect(readdirSync(chosen.folder)).toEqual([]);
  });

  it('refuses a file whose announced size is over the limit', async () => {
    const chosen = options('large', { maxBytes: 1024 * 1024 });
    await expect(get('/media/b.wav', chosen)).rejects.toMatchObject({ code: 'source-too-large' });
    expect(readdirSync(chosen.folder)).toEqual([]);
  });

  it('stops within two seconds, keeps the part, and continues it to the same bytes', async () => {
    const chosen = options('resumed');
    const controller = new AbortController();
    let abortedAt = 0;
    let last = 0;
    const watch = (event: DownloadEvent): void => {
      if (event.type !== 'progress') return;
      expect(event.progress.downloadedBytes).toBeGreaterThanOrEqual(last);
      last = event.progress.downloadedBytes;
      if (last < 500_000 || abortedAt > 0) return;
      abortedAt = performance.now();
      controller.abort();
    };
    await expect(get('/slow/c.wav', chosen, controller.signal, watch)).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - abortedAt).toBeLessThan(2000);
    expect(liveChildren()).toEqual([]);
    const [job] = hidden(chosen.folder);
    expect(readdirSync(join(chosen.folder, job ?? '')).some((name) => name.endsWith('.part'))).toBe(true);

    const [result] = await get('/slow/c.wav', chosen);
    expect(result?.kind).toBe('done');
    expect(readFileSync(join(chosen.folder, 'c.wav')).equals(readFileSync(scratch.at('a.wav')))).toBe(true);
    const ranges = server.requests.filter(({ path }) => path === '/slow/c.wav').map(({ range }) => range);
    expect(ranges.some((range) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0) > 100_000)).toBe(true);
    expect(hidden(chosen.folder)).toEqual([]);
    expect(existsSync(join(chosen.folder, 'c.source.json'))).toBe(true);
  });
});
