import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bannerArgs } from '../../src/platform/ffmpeg/args.ts';
import { readBanner } from '../../src/platform/ffmpeg/banner.ts';
import { idle, make, noFfmpeg, temporaryFolder, tools } from './support.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';

describe.skipIf(noFfmpeg !== undefined)('chapters of a container', () => {
  const folder = temporaryFolder();
  const chapter = (start: number, end: number, title: string): string =>
    `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=${end}\ntitle=${title}\n`;
  writeFileSync(
    join(folder, 'chapters.txt'),
    `;FFMETADATA1\n${chapter(0, 1500, 'Opening')}${chapter(1500, 4000, 'Fin\u202e du film')}`,
  );
  const expected = [
    { startMs: 0, endMs: 1500, title: 'Opening' },
    { startMs: 1500, endMs: 4000, title: 'Fin du film' },
  ];

  it.each([
    ['a.mp4', 'aac'],
    ['a.m4b', 'aac'],
    ['a.mkv', 'aac'],
    ['a.ogg', 'libvorbis'],
  ])('are read from %s, by ffprobe and from the banner', async (name, codec) => {
    const path = join(folder, name);
    const format = name.endsWith('.m4b') ? ['-f', 'ipod'] : [];
    const sound = ['-f', 'lavfi', '-i', 'sine=d=4'];
    const marks = ['-i', join(folder, 'chapters.txt'), '-map_metadata', '1'];
    // What Ogg has instead of chapters; ffmpeg reads it but does not write it.
    const comments = [
      ['CHAPTER001=00:00:00.000', 'CHAPTER001NAME=Opening'],
      ['CHAPTER002=00:00:01.500', 'CHAPTER002NAME=Fin\u202e du film'],
    ].flatMap((pair) => pair.flatMap((comment) => ['-metadata:s:a', comment]));
    make(...sound, ...(name === 'a.ogg' ? comments : marks), '-c:a', codec, ...format, path);
    expect((await probeMedia(path, idle)).chapters).toEqual(expected);
    const banner = spawnSync(tools.ffmpeg, bannerArgs(path), { encoding: 'utf8' }).stderr;
    expect(readBanner(banner, [])?.chapters).toEqual(expected);
  });

  it('are absent where there are none', async () => {
    make('-f', 'lavfi', '-i', 'sine=d=1', join(folder, 'plain.mp3'));
    expect(await probeMedia(join(folder, 'plain.mp3'), idle)).not.toHaveProperty('chapters');
  });
});
