import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDocument } from '../core/document/new-document.ts';
import { writeSourceFile } from '../core/sources/source-description.ts';
import type { Alert } from '../shared/alert.ts';
import type { CaptionsChoice } from './apply-captions.ts';
import { finishDocument } from './finish-document.ts';

/** Named here, since it is no dependency of the package. */
const tools = { mkfifo: 'mkfifo' } as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxlane-finish-'));
});
afterAll(() => rm(folder, { recursive: true }));

const info = { title: 'A talk', isLive: false, chapters: [{ startMs: 0, endMs: 9000, title: 'All' }], captions: [] };
const captions = [{ language: 'en-GB', file: 'talk.en-GB.vtt' }];
const sidecar = writeSourceFile(
  { id: 'x', url: 'https://a.example/1', sizeBytes: 1, media: 'talk.mp4', captions },
  info,
);
const before = newDocument({ media: { name: 'talk.mp4', contentId: 'x', durationMs: 5000, channels: 1 } });

/** What becomes of the document for `talk.mp4` in a folder of its own, which `prepare` fills. */
async function finish(prepare: (at: (name: string) => string) => unknown, choice?: CaptionsChoice) {
  const own = await mkdtemp(join(folder, 'one-'));
  await prepare((name) => join(own, name));
  const alerts: Alert[] = [];
  const document = await finishDocument(before, join(own, 'talk.mp4'), choice, (alert) => alerts.push(alert));
  expect(document.alerts).toEqual(alerts);
  return { document, codes: alerts.map((alert) => alert.code) };
}

describe('finishDocument', () => {
  it('changes nothing where nothing lies beside the recording', async () => {
    expect((await finish(() => undefined)).document).toEqual(before);
  });

  it('takes source and chapters from the description', async () => {
    const { document, codes } = await finish((at) => writeFile(at('talk.source.json'), sidecar));
    expect(document.source).toEqual({ url: 'https://a.example/1', title: 'A talk' });
    expect(document.chapters).toEqual([{ startMs: 0, endMs: 5000, title: 'All' }]);
    expect(codes).toEqual([]);
  });

  it('leaves the description of another file of that name alone', async () => {
    const other = sidecar.replace('talk.mp4', 'talk.mkv');
    expect((await finish((at) => writeFile(at('talk.source.json'), other))).document).toEqual(before);
  });

  it.each<[string, (path: string) => unknown]>([
    ['is damaged', (path) => writeFile(path, sidecar.slice(0, 40))],
    ['is binary', (path) => writeFile(path, Buffer.from([0xff, 0xfe, 0, 1]))],
    ['is a folder', (path) => mkdir(path)],
    ['is a link', (path) => symlink('/etc/hostname', path)],
    ['is a pipe', (path) => spawnSync(tools.mkfifo, [path])],
    ['is far too large', (path) => writeFile(path, Buffer.alloc(5 * 1024 * 1024, 32))],
  ])('warns of a description that %s, and goes on', async (_name, make) => {
    const { document, codes } = await finish((at) => make(at('talk.source.json')));
    expect(codes).toEqual(['source-description-damaged']);
    expect({ ...document, alerts: [] }).toEqual(before);
  });

  const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n';
  const lines = (document: typeof before) => document.cues.flatMap((cue) => cue.lines);

  it('finds captions by what the description says, or by their name', async () => {
    const language = (tag: string) => ({ kind: 'language', language: tag }) as const;
    const described = await finish(async (at) => {
      await writeFile(at('talk.source.json'), sidecar);
      await writeFile(at('talk.en-GB.vtt'), vtt);
    }, language('en-gb'));
    expect(lines(described.document)).toEqual(['Hello']);
    expect(described.document.language).toBe('en');
    const named = await finish(
      (at) => writeFile(at('talk.de.srt'), '1\n00:00:01,000 --> 00:00:02,000\nHallo\n'),
      language('de'),
    );
    expect(lines(named.document)).toEqual(['Hallo']);
    for (const make of [
      () => undefined,
      (at: (name: string) => string) => spawnSync(tools.mkfifo, [at('talk.de.vtt')]),
    ])
      expect((await finish(make, language('de'))).codes).toEqual(['captions-missing']);
  });

  it('goes on without a caption file that is gone, empty or another film', async () => {
    const choice = { kind: 'file', path: join(folder, 'mine.srt') } as const;
    expect((await finish(() => undefined, choice)).codes).toEqual(['captions-unreadable']);
    await writeFile(choice.path, '');
    expect((await finish(() => undefined, choice)).codes).toEqual(['captions-unreadable']);
    await writeFile(choice.path, '1\n00:59:00,000 --> 00:59:02,000\nLate\n');
    const late = await finish(() => undefined, choice);
    expect(late.codes).toEqual(['captions-unusable']);
    expect(late.document.cues).toEqual([]);
  });
});
