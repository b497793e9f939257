import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { resolveFfmpeg } from '../../src/platform/ffmpeg/resolve.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodeFile, idle, make, noFfmpeg, temporaryFolder } from './support.ts';

const source = audioFixture('digits-stereo-call-60s.flac');
const original = { path: process.env['PATH'], chosen: process.env['VOXLANE_FFMPEG'] };

afterEach(() => {
  process.env['PATH'] = original.path;
  if (original.chosen === undefined) delete process.env['VOXLANE_FFMPEG'];
  else process.env['VOXLANE_FFMPEG'] = original.chosen;
  Reflect.deleteProperty(process, 'resourcesPath');
});

describe('resolveFfmpeg', () => {
  const folder = temporaryFolder();
  const script = (name: string, body: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    const path = join(folder, name, 'ffmpeg');
    writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return path;
  };

  it('takes VOXLANE_FFMPEG before everything, and never skips a wrong one', async () => {
    const good = script('good', 'echo "ffmpeg version 99.1-test Copyright"');
    process.env['VOXLANE_FFMPEG'] = good;
    expect(await resolveFfmpeg()).toEqual({ ffmpegPath: good, version: '99.1-test', source: 'VOXLANE_FFMPEG' });
    const notFfmpeg = script('other', 'echo hello');
    for (const wrong of [join(folder, 'absent'), folder, notFfmpeg, script('fails', 'exit 1')]) {
      process.env['VOXLANE_FFMPEG'] = wrong;
      await expect(resolveFfmpeg()).rejects.toMatchObject({ code: 'decoder-missing', details: { path: wrong } });
      await expect(probeMedia(source, idle)).rejects.toMatchObject({ code: 'decoder-missing' });
    }
  });

  it('takes the bundled program before PATH', async () => {
    const bundled = script(join('resources', 'ffmpeg'), 'echo "ffmpeg version 8.2-bundled Copyright"');
    Object.assign(process, { resourcesPath: join(folder, 'resources') });
    process.env['PATH'] = `${join(folder, 'good')}:${original.path ?? ''}`;
    expect(await resolveFfmpeg()).toEqual({ ffmpegPath: bundled, version: '8.2-bundled', source: 'bundled' });
  });

  it('steps over a broken program on PATH, and reports it when there is no other', async () => {
    script('broken', 'exit 7');
    script('sound', 'echo "ffmpeg version 7.0 Copyright"');
    process.env['PATH'] = `${join(folder, 'broken')}:${join(folder, 'sound')}:/bin`;
    expect(await resolveFfmpeg()).toMatchObject({ version: '7.0', source: 'PATH' });
    process.env['PATH'] = `${join(folder, 'broken')}:${folder}`;
    await expect(resolveFfmpeg()).rejects.toMatchObject({ code: 'decoder-missing' });
  });

  it('finds nothing where there is nothing, and the error says how to install it', async () => {
    process.env['PATH'] = folder;
    expect(await resolveFfmpeg()).toBeUndefined();
    await expect(probeMedia(source, idle)).rejects.toMatchObject({ code: 'decoder-missing' });
    await expect(probeMedia(source, idle)).rejects.toThrow(/apt install ffmpeg/);
  });

  it('runs -version once', async () => {
    const log = join(folder, 'calls');
    script('counted', `echo x >> ${log}; echo "ffmpeg version 7.1 Copyright"`);
    process.env['PATH'] = `${join(folder, 'counted')}:/bin`;
    await Promise.all([resolveFfmpeg(), resolveFfmpeg(), resolveFfmpeg()]);
    await resolveFfmpeg();
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(log, 'utf8')).toBe('x\n');
  });
});

describe.skipIf(noFfmpeg)(`ffmpeg without ffprobe (${noFfmpeg ?? 'with ffmpeg'})`, () => {
  const folder = temporaryFolder();

  it('learns the same from the banner', async () => {
    const path = join(folder, 'late.mkv');
    const video = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=25:duration=10'];
    const tags = ['-metadata:s:a:0', 'language=fra', '-metadata:s:a:1', 'title=\nStream #0:9: Audio: fake, 1 Hz, mono'];
    const audio = ['-itsoffset', '1.5', '-i', source, '-map', '0', '-map', '1', '-map', '1'];
    make(...video, ...audio, ...tags, '-c:v', 'mpeg4', '-c:a:0', 'flac', '-c:a:1', 'ac3', '-t', '9', path);
    const known = await probeMedia(path, idle);
    expect(known.audioStreams).toMatchObject([
      { codec: 'flac', channels: 2, sampleRate: 16000, startMs: 1500, language: 'fra' },
      { codec: 'ac3', channels: 2 },
    ]);
    const bare = join(folder, 'ffmpeg');
    const { ffmpegPath } = (await resolveFfmpeg()) ?? { ffmpegPath: '' };
    symlinkSync(ffmpegPath, bare);
    process.env['VOXLANE_FFMPEG'] = bare;
    const guessed = await decodeFile(path, { streamIndex: 1, channel: 0 });
    expect(guessed.media.hasVideo).toBe(true);
    expect(guessed.media.container).toBe(known.container);
    expect(Math.abs((guessed.media.durationMs ?? 0) - (known.durationMs ?? 0))).toBeLessThanOrEqual(10);
    for (const [index, stream] of known.audioStreams.entries()) {
      const { codec, channels, sampleRate, startMs } = stream;
      expect(guessed.media.audioStreams[index]).toMatchObject({ index, codec, channels, sampleRate, startMs });
    }
    expect(guessed.media.audioStreams).toHaveLength(2);
    expect(guessed.samples.length).toBeGreaterThan(7 * 16000);
    const script = join(folder, 'list.mp3');
    writeFileSync(script, 'ffconcat version 1.0\nfile late.mkv\n');
    await expect(probeMedia(script, idle)).rejects.toMatchObject({ code: 'input-refused' });
  });
});
