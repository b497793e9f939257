import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadEntry } from '../../src/studio/download-entry.ts';
import type { SourceEntry } from '../../src/studio/download-types.ts';
import { type ExpandedEntry, expandSource } from '../../src/studio/expand-source.ts';
import { scratchFolder } from '../support/scratch.ts';
import { writeShortWav } from '../support/short-wav.ts';
import { type LoopbackServer, servedFile, startLoopbackServer } from './loopback-server.ts';
import { downloadOptions, loopbackRules, noYtdlp } from './support.ts';

if (noYtdlp !== undefined) console.warn(`tests/sources/entries is skipped: ${noYtdlp}`);

describe.skipIf(noYtdlp !== undefined)('entries of a source', () => {
  const scratch = scratchFolder();
  const idle = new AbortController().signal;
  let server: LoopbackServer;
  let page = '';
  beforeAll(async () => {
    writeShortWav(scratch.at('one.wav'), 2);
    writeShortWav(scratch.at('two.wav'), 3);
    server = await startLoopbackServer({
      '/one/talk.wav': servedFile(scratch.at('one.wav'), 'audio/x-wav', 200_000),
      '/two/talk.wav': servedFile(scratch.at('two.wav'), 'audio/x-wav', 200_000),
      '/feed.xml': (_request, response) => {
        const item = (title: string, url: string): string => `<item><title>${title}</title><link>${url}</link></item>`;
        const items = [
          item('One', `${server.url}/one/talk.wav`),
          item('Inside', 'http://192.168.0.9/talk.wav'),
          item('Login', 'http://me:hunter2@a.example/talk.wav'),
          item('Two', `${server.url}/two/talk.wav`),
        ];
        response
          .writeHead(200, { 'content-type': 'application/rss+xml' })
          .end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Show</title>${items.join('')}</channel></rss>`);
      },
      '/page.html': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      },
    });
    page =
      '<html><head><title>Both</title></head><body><video src="/one/talk.wav"></video><video src="/two/talk.wav"></video></body></html>';
  });
  afterAll(() => server.close());

  const expand = async (path: string, playlist: boolean): Promise<readonly ExpandedEntry[]> =>
    (await expandSource(`${server.url}${path}`, downloadOptions(scratch.at('none'), { playlist }), idle)).entries;
  const kinds = (entries: readonly ExpandedEntry[]): string[] =>
    entries.map((listed) =>
      listed.kind === 'entry'
        ? `${listed.entry.item ?? '-'} ${listed.entry.title} ${listed.entry.url.replace(server.url, '')}`
        : `${listed.error.code} ${listed.url}`,
    );

  it('are listed without a download, with refusals in their places', async () => {
    expect(kinds(await expand('/feed.xml', true))).toEqual([
      '- One /one/talk.wav',
      'source-refused http://192.168.0.9/talk.wav',
      'source-refused http://***@a.example/talk.wav',
      '- Two /two/talk.wav',
    ]);
    expect(server.requests.every(({ path }) => path === '/feed.xml')).toBe(true);
    expect(kinds(await expand('/one/talk.wav', false))).toEqual(['- talk /one/talk.wav']);
    expect(kinds(await expand('/none.wav', true))).toEqual([`source-failed ${server.url}/none.wav`]);
    const inside = await expandSource('http://10.0.0.1/x', downloadOptions(scratch.at('none')), idle);
    expect(kinds(inside.entries)).toEqual(['source-refused http://10.0.0.1/x']);
    expect(readdirSync(scratch.at('none'))).toEqual([]);
  });

  it('without an address of their own are found again by place and title, or not at all', async () => {
    const options = downloadOptions(scratch.at('items'));
    const entries = (await expand('/page.html', true)).flatMap((listed) =>
      listed.kind === 'entry' ? [listed.entry] : [],
    );
    expect(entries.map(({ item, title }) => [item, title])).toEqual([
      [1, 'Both (1)'],
      [2, 'Both (2)'],
    ]);
    // As a queue does that downloads much later.
    const { url, item, title } = entries[1];
    const second = { url, item: item ?? 0, title: title ?? '' };
    const { path } = await downloadEntry(second, options, idle, () => undefined);
    expect(readFileSync(path).equals(readFileSync(scratch.at('two.wav')))).toBe(true);
    page = page.replace('Both', 'Changed');
    const late = downloadEntry({ url, item: 1, title: 'Both (1)' }, options, idle, () => undefined);
    await expect(late).rejects.toThrow(/Entry 1 of .* is no longer "Both \(1\)"/);
  });

  it('of one title come at the same time, and both are kept; one that is asked for twice comes once', async () => {
    const options = downloadOptions(scratch.at('parallel'));
    const asked = server.requests.length;
    const entry = (name: string): SourceEntry => {
      const url = `${server.url}/${name}/talk.wav`;
      return { url, title: 'talk', info: { title: 'talk', isLive: false, chapters: [], captions: [] } };
    };
    const [one, two, again] = await Promise.all(
      ['one', 'two', 'one'].map((name) => downloadEntry(entry(name), options, idle, () => undefined)),
    );
    expect(readFileSync(one.path).equals(readFileSync(scratch.at('one.wav')))).toBe(true);
    expect(readFileSync(two.path).equals(readFileSync(scratch.at('two.wav')))).toBe(true);
    expect(again.path).toBe(one.path);
    expect([one.reused, two.reused, again.reused].filter(Boolean)).toHaveLength(1);
    expect(readdirSync(options.folder).sort()).toEqual(
      ['talk-2.source.json', 'talk-2.wav', 'talk.source.json', 'talk.wav'].sort(),
    );
    const offline = { ...options, rules: { ...loopbackRules, resolve: () => Promise.reject(new Error('no network')) } };
    const { url, title } = entry('two');
    const kept = await downloadEntry({ url, title: title ?? '' }, offline, idle, () => undefined);
    expect(kept).toMatchObject({ path: two.path, reused: true });
    // yt-dlp asks twice for each file: once to look, once to fetch.
    const wanted = server.requests.slice(asked).filter(({ path }) => path === '/one/talk.wav');
    expect(wanted.length).toBeLessThanOrEqual(3);
  });
});
