import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type Desk, ffmpeg, openDesk } from './support.ts';

describe('media.open', () => {
  const scratch = scratchFolder();
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
  afterAll(() => desk.library.store.close());

  it('gives a token that stands for the file until it is closed', async () => {
    const path = audioFixture('digits-mono-20s.flac');
    const id = await desk.withDocument(path);
    const opened = await desk.call('media.open', { id });
    if (opened.kind !== 'ready') throw new Error(opened.kind);
    expect(opened).toMatchObject({ audio_length: 20_000, source: { mime: 'audio/flac', hasVideo: false } });
    const { token } = opened.source;
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(desk.library.playback.tokens.file(token)).toEqual({ path, mime: 'audio/flac' });
    expect(desk.library.playback.tokens.file(`${token}x`)).toBeUndefined();
    expect(await desk.call('media.open', { id })).toEqual(opened);
    expect(await desk.call('media.close', { token })).toEqual({ closed: true });
    expect(await desk.call('media.close', { token })).toEqual({ closed: false });
    expect(desk.library.playback.tokens.file(token)).toBeUndefined();
  });

  it('tells pictures that a page plays from those it does not', async () => {
    const make = async (name: string, ...codecs: string[]) => {
      const sound = ['-i', audioFixture('digits-mono-20s.flac'), '-t', '1', '-shortest'];
      ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=10:duration=1', ...sound, ...codecs, scratch.at(name));
      return desk.call('media.open', { id: await desk.withDocument(scratch.at(name)) });
    };
    const plain = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
    expect(await make('plain.mp4', ...plain)).toMatchObject({
      kind: 'ready',
      source: { mime: 'video/mp4', hasVideo: true },
    });
    expect(await make('surround.mp4', ...plain.slice(0, 4), '-c:a', 'ac3')).toMatchObject({
      kind: 'unplayable',
      codecs: 'h264, ac3',
      hasVideo: true,
    });
    expect(await make('old.avi', '-c:v', 'mpeg4', '-c:a', 'mp3')).toMatchObject({ kind: 'unplayable' });
    expect(await make('speech.wma', '-vn', '-c:a', 'wmav2')).toMatchObject({ kind: 'unplayable', codecs: 'wmav2' });
  });

  it('says when the recording is gone, another one, or no recording at all', async () => {
    const path = scratch.at('moves.flac');
    copyFileSync(audioFixture('digits-mono-20s.flac'), path);
    const id = await desk.withDocument(path);
    expect((await desk.call('media.open', { id })).kind).toBe('ready');
    copyFileSync(audioFixture('digits-noisy-10dB.flac'), path);
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'changed', path });
    writeFileSync(path, '');
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'missing', code: 'input-empty' });
    rmSync(path);
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'missing', code: 'input-not-found' });
    writeFileSync(path, readFileSync(audioFixture('digits-mono-20s.flac')));
    expect((await desk.call('media.open', { id })).kind).toBe('ready');
    await expect(desk.call('media.open', { id: 999 })).rejects.toMatchObject({ code: 'document-missing' });
  });
});
