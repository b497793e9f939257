import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mixArgs, probeArgs } from '../../src/platform/ffmpeg/args.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { liveChildren } from '../../src/platform/process/registry.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodeFile, idle, make, noFfmpeg, temporaryFolder, tools } from './support.ts';

const source = audioFixture('digits-mono-20s.flac');

/** Bytes that look random and are the same in every run. */
function noise(seed: number, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let n = 0; n * 32 < length; n++) blocks.push(createHash('sha256').update(`${seed}:${n}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

describe('things that are not files of sound', () => {
  const folder = temporaryFolder();
  const put = (name: string, content: Buffer | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('names each of them without a decoder', async () => {
    const socketless = join(folder, 'pipe.wav');
    expect(spawnSync(tools.mkfifo, [socketless]).status).toBe(0);
    mkdirSync(join(folder, 'folder.wav'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.wav'));
    for (const [path, code] of [
      [join(folder, 'missing.wav'), 'input-not-found'],
      [join(folder, 'dangling.wav'), 'input-not-found'],
      [join(folder, 'folder.wav'), 'input-unreadable'],
      [socketless, 'input-unreadable'],
      ['/dev/zero', 'input-unreadable'],
      [put('empty.mp3', ''), 'input-empty'],
      [join(folder, 'a\0b.wav'), 'input-name-refused'],
    ] as const) {
      await expect(probeMedia(path, idle)).rejects.toMatchObject({ code });
    }
  });

  it.skipIf(noFfmpeg)('tells cut-off media from noise', async () => {
    const flac = readFileSync(source);
    const mp4 = join(folder, 'whole.mp4');
    make('-i', source, '-c:a', 'aac', mp4);
    for (const [path, code] of [
      [put('30.flac', flac.subarray(0, 30)), 'input-truncated'],
      [put('30.mp4', readFileSync(mp4).subarray(0, 30)), 'input-truncated'],
      [put('half.mp4', readFileSync(mp4).subarray(0, 60_000)), 'input-truncated'],
      [put('30.wav', Buffer.from(`RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0`, 'latin1')), 'input-truncated'],
      [put('30.mp3', noise(1, 30)), 'input-not-media'],
      [put('text.wav', 'Dear diary, nothing to hear here.\n'.repeat(200)), 'input-not-media'],
      [put('picture.mp4', readFileSync(makePicture(folder))), 'input-not-media'],
    ] as const) {
      await expect(probeMedia(path, idle), path).rejects.toMatchObject({ code });
    }
  });

  it.skipIf(noFfmpeg)('never takes random bytes for sound, and never crashes on them', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const path = put(`noise-${seed}.mp3`, noise(seed, 1000 * 4 ** (seed % 5)));
      await expect(decodeFile(path), path).rejects.toMatchObject({ code: 'input-not-media' });
    }
  });

  it.skipIf(noFfmpeg)('says that a video has no sound', async () => {
    const path = join(folder, 'silent.mp4');
    make('-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=25:duration=1', '-c:v', 'mpeg4', path);
    await expect(probeMedia(path, idle)).rejects.toMatchObject({ code: 'input-no-audio' });
  });
});

describe.skipIf(noFfmpeg)(`damaged media (${noFfmpeg ?? 'with ffmpeg'})`, () => {
  const folder = temporaryFolder();

  it.each([
    ['cut.flac', ['-c:a', 'flac']],
    ['cut.mp3', ['-c:a', 'libmp3lame']],
    ['cut.mp4', ['-c:a', 'aac', '-movflags', '+faststart']],
    ['cut.mkv', ['-c:a', 'aac']],
  ] as const)('%s, cut in the middle of a frame, gives its first half and one warning', async (name, codec) => {
    const whole = join(folder, `whole-${name}`);
    make('-i', source, ...codec, whole);
    const path = join(folder, name);
    const bytes = readFileSync(whole);
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * 0.55)));
    const { samples, summary } = await decodeFile(path);
    expect(samples.length / 16000).toBeGreaterThan(8);
    expect(samples.length / 16000).toBeLessThan(14);
    expect(summary.alerts).toMatchObject([{ code: 'input-truncated', severity: 'warning' }]);
  });

  it('damage in the middle keeps the time of what follows', async () => {
    const whole = readFileSync(source);
    const path = join(folder, 'holes.flac');
    noise(7, 20_000).copy(whole, 100_000);
    writeFileSync(path, whole);
    const { samples, summary } = await decodeFile(path);
    expect(Math.abs(samples.length / 16000 - 20)).toBeLessThan(0.2);
    expect(summary.alerts).toMatchObject([{ code: 'input-corrupt', severity: 'warning' }]);
  });

  it('a wrong extension does not matter', async () => {
    const path = join(folder, 'really-flac.txt');
    writeFileSync(path, readFileSync(source));
    expect((await decodeFile(path)).samples.length).toBe(320_000);
  });
});

describe.skipIf(noFfmpeg)(`playlists and scripts (${noFfmpeg ?? 'with ffmpeg'})`, () => {
  const folder = temporaryFolder();
  const secrets = ['secret.ts', 'secret.wav'].map((name) => {
    const path = join(folder, name);
    if (noFfmpeg === undefined) make('-i', source, path);
    return path;
  });
  const scripts = {
    m3u8: '#EXTM3U\n#EXT-X-TARGETDURATION:20\n#EXTINF:20,\nsecret.ts\n#EXT-X-ENDLIST\n',
    ffconcat: 'ffconcat version 1.0\nfile secret.wav\n',
    concat: "file 'secret.wav'\n",
    sdp: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
    dash: '<?xml version="1.0"?>\n<MPD><BaseURL>secret.wav</BaseURL></MPD>\n',
    pls: '[playlist]\nFile1=secret.wav\n',
    m3u: 'secret.wav\n',
  };

  /** Access time in ms; set to long ago first, so that any reading shows (Linux relatime updates it then). */
  const accessed = (): number[] => secrets.map((path) => statSync(path).atimeMs);

  it.each(Object.entries(scripts))(
    '%s is refused under every media extension and nothing else is read',
    async (kind, text) => {
      for (const path of secrets) utimesSync(path, 1, 2);
      const before = accessed();
      for (const extension of ['mp3', 'mp4', 'wav', kind]) {
        const path = join(folder, `meeting.${extension}`);
        writeFileSync(path, text);
        await expect(probeMedia(path, idle)).rejects.toMatchObject({
          code: kind === 'm3u' ? 'input-not-media' : 'input-refused',
        });
        // The decoder refuses it by itself as well, should a script get past the first look.
        const decode = spawnSync(tools.ffmpeg, mixArgs({ path, container: 'mp3', stream: 0 }, 1));
        expect(decode.status).not.toBe(0);
        expect(decode.stdout).toHaveLength(0);
        expect(spawnSync(tools.ffprobe, probeArgs(path)).status).not.toBe(0);
      }
      expect(accessed()).toEqual(before);
      readFileSync(secrets[1]);
      // If reading does not show on this file system, the line above proved nothing: say so.
      if (accessed()[1] === before[1]) console.warn('access times are not kept here; only refusal was checked');
      expect(liveChildren()).toEqual([]);
    },
  );
});

function makePicture(folder: string): string {
  const path = join(folder, 'picture.png');
  make('-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=1:duration=1', '-frames:v', '1', path);
  return path;
}
