import { openSync, closeSync, writeSync, readFileSync, writeFileSync, ftruncateSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ffmpegSource } from '../../src/platform/ffmpeg/decode.ts';
import { resolveFfmpeg } from '../../src/platform/ffmpeg/resolve.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodeFile, idle, make, noFfmpeg, readAll, temporaryFolder } from './support.ts';

const source = audioFixture('digits-stereo-call-60s.flac');

describe.skipIf(noFfmpeg)(`WAV in-process against ffmpeg (${noFfmpeg ?? 'with ffmpeg'})`, () => {
  const folder = temporaryFolder();

  const both = async (path: string, channel: number | 'mix'): Promise<[Float32Array, Float32Array]> => {
    const media = await probeMedia(path, idle);
    const tools = await resolveFfmpeg();
    const stream = media.audioStreams[0];
    if (tools === undefined) throw new Error('ffmpeg vanished');
    const ours = await decodeFile(path, { channel });
    const theirs = await readAll(ffmpegSource({ tools, path, container: media.container, stream, channel }));
    expect(media.container).toBe('wav');
    expect(ours.summary.alerts).toEqual([]);
    return [ours.samples, theirs.samples];
  };

  it.each(['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_f64le'])(
    '%s at 16 kHz is the same, mixed and by channel',
    async (codec) => {
      const path = join(folder, `${codec}.wav`);
      make('-i', source, '-t', '10', '-c:a', codec, path);
      for (const channel of ['mix', 0, 1] as const) {
        const [ours, theirs] = await both(path, channel);
        expect(ours.length).toBe(theirs.length);
        expect(ours.reduce((worst, value, i) => Math.max(worst, Math.abs(value - theirs[i])), 0)).toBeLessThan(1e-4);
      }
    },
  );

  it.each([8000, 11025, 22050, 44100, 48000, 96000])('a band-limited signal at %d Hz is the same', async (rate) => {
    const path = join(folder, `r${rate}.wav`);
    const top = Math.min(5500, rate * 0.35);
    const tones = [0.03, 0.1, 0.31, 0.62, 1].map((share) => `0.15*sin(2*PI*${Math.round(top * share)}*t)`).join('+');
    make('-f', 'lavfi', '-i', `aevalsrc=${tones}:s=${rate}:d=4`, '-c:a', 'pcm_f32le', path);
    const [ours, theirs] = await both(path, 'mix');
    expect(ours.length).toBe(64000);
    expect(Math.abs(theirs.length - ours.length)).toBeLessThanOrEqual(16);
    let signal = 0;
    let noise = 0;
    // The first and last 20 ms differ: each resampler has its own idea of what lies outside the recording.
    for (let i = 320; i < ours.length - 320; i++) {
      signal += theirs[i] ** 2;
      noise += (ours[i] - theirs[i]) ** 2;
    }
    expect(10 * Math.log10(signal / noise)).toBeGreaterThan(60);
  });

  it('reads RF64 and large leading chunks', async () => {
    const [plain, rf64] = [join(folder, 'plain.wav'), join(folder, 'rf64.wav')];
    make('-i', source, '-t', '2', '-c:a', 'pcm_s16le', plain);
    make('-i', source, '-t', '2', '-c:a', 'pcm_s16le', '-rf64', 'always', rf64);
    expect((await decodeFile(rf64)).samples).toEqual((await decodeFile(plain)).samples);
    const bytes = readFileSync(plain);
    const junk = Buffer.alloc(8 + 3_000_000);
    junk.write('JUNK', 0, 'latin1');
    junk.writeUInt32LE(3_000_000, 4);
    const padded = join(folder, 'padded.wav');
    writeFileSync(padded, Buffer.concat([bytes.subarray(0, 12), junk, bytes.subarray(12)]));
    expect((await decodeFile(padded)).samples).toEqual((await decodeFile(plain)).samples);
  });
});

describe('WAV headers that lie', () => {
  const folder = temporaryFolder();

  const write = (name: string, seconds: number, claim: number): string => {
    const path = join(folder, name);
    const header = Buffer.alloc(44);
    header.write('RIFF', 0, 'latin1');
    header.writeUInt32LE(0xffffffff, 4);
    header.write('WAVEfmt ', 8, 'latin1');
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt32LE(16000, 24);
    header.writeUInt32LE(32000, 28);
    header.writeUInt16LE(2, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36, 'latin1');
    header.writeUInt32LE(claim, 40);
    const file = openSync(path, 'w');
    writeSync(file, header);
    writeSync(file, Buffer.alloc(seconds * 32000, 1));
    closeSync(file);
    return path;
  };

  it.each([
    [0xffffffff, 'input-size-wrong'],
    [0, 'input-size-wrong'],
    [0xfffffff0, 'input-truncated'],
    [4 * 32000, 'input-truncated'],
  ])('a claim of %d bytes over 2 s of sound gives 2 s and a warning', async (claim, code) => {
    const { samples, summary, media } = await decodeFile(write('lie.wav', 2, claim));
    expect(samples.length).toBe(32000);
    expect(media.durationMs).toBe(2000);
    expect(summary.alerts).toMatchObject([{ code, severity: 'warning' }]);
  });

  it('a header without sound is empty, or cut short if it promised some', async () => {
    await expect(probeMedia(write('none.wav', 0, 0), idle)).rejects.toMatchObject({ code: 'input-empty' });
    await expect(probeMedia(write('gone.wav', 0, 64000), idle)).rejects.toMatchObject({ code: 'input-truncated' });
  });

  it('a file that shrinks while it is read gives what was there and a warning', async () => {
    const path = write('shrinks.wav', 60, 60 * 32000);
    const { openAudioSource } = await import('../../src/platform/media/open-media.ts');
    const opened = await openAudioSource(await probeMedia(path, idle), { channel: 'mix' });
    const file = openSync(path, 'r+');
    ftruncateSync(file, 44 + 20 * 32000);
    closeSync(file);
    const { samples, summary } = await readAll(opened);
    expect(samples.length).toBe(20 * 16000);
    expect(summary.alerts).toMatchObject([{ code: 'input-truncated', severity: 'warning' }]);
  });

  it('samples that are not numbers become silence with one warning, and spoil nothing around them', async () => {
    const samples = Float32Array.from({ length: 48000 }, (_, n) => 0.5 * Math.sin(n / 20));
    samples.set([Number.NaN, Infinity, -Infinity], 24000);
    const header = readFileSync(write('bad.wav', 0, samples.byteLength));
    header.writeUInt16LE(3, 20);
    header.writeUInt32LE(48000, 24);
    header.writeUInt16LE(4, 32);
    header.writeUInt16LE(32, 34);
    const path = join(folder, 'bad.wav');
    writeFileSync(path, Buffer.concat([header, Buffer.from(samples.buffer)]));
    const decoded = await decodeFile(path);
    expect(decoded.samples.every(Number.isFinite)).toBe(true);
    expect(decoded.summary.alerts).toMatchObject([{ code: 'input-bad-samples', severity: 'warning', startMs: 500 }]);
    expect(decoded.samples[4000]).toBeCloseTo(0.5 * Math.sin(12000 / 20), 2);
  });

  it('the content id follows the content, not the name', async () => {
    const path = write('one.wav', 3, 3 * 32000);
    const copy = join(folder, 'two.wav');
    copyFileSync(path, copy);
    const [first, second] = [await probeMedia(path, idle), await probeMedia(copy, idle)];
    expect(first.contentId).toMatch(/^[0-9a-f]{32}$/);
    expect(second.contentId).toBe(first.contentId);
    const bytes = readFileSync(copy);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(copy, bytes);
    expect((await probeMedia(copy, idle)).contentId).not.toBe(first.contentId);
  });
});
