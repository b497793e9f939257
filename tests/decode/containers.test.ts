import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audioFixture } from '../support/fixtures.ts';
import { decodeFile, ffmpeg, locate, make, noFfmpeg, temporaryFolder } from './support.ts';

const source = audioFixture('digits-mono-20s.flac');
const videoInput = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=25:duration=20'];

/** Name, video codec ('' for none), audio options, and the encoder delay in ms that the format cannot declare. */
const formats: readonly (readonly [name: string, video: string, audio: readonly string[], delayMs: number])[] = [
  ['a.mp3', '', ['-c:a', 'libmp3lame'], 1],
  ['a.m4a', '', ['-c:a', 'aac'], 1],
  ['a.mp4', 'mpeg4', ['-c:a', 'aac'], 1],
  ['pcm.mov', 'mpeg4', ['-c:a', 'pcm_s16le'], 1],
  ['aac.mov', 'mpeg4', ['-c:a', 'aac'], 1],
  ['a.mkv', 'mpeg4', ['-c:a', 'ac3'], 10],
  ['a.webm', '', ['-c:a', 'libopus'], 1],
  ['v.webm', 'libvpx', ['-c:a', 'libvorbis'], 1],
  ['a.ogg', '', ['-c:a', 'libvorbis'], 1],
  ['a.opus', '', ['-c:a', 'libopus'], 1],
  ['a.flac', '', ['-c:a', 'flac'], 1],
  ['a.aac', '', ['-c:a', 'aac'], 30],
  ['a.ts', '', ['-c:a', 'aac'], 30],
  ['v.ts', 'mpeg2video', ['-c:a', 'mp2'], 20],
  ['a.avi', 'mpeg4', ['-c:a', 'libmp3lame'], 60],
  ['a.flv', '', ['-c:a', 'libmp3lame', '-ar', '44100'], 60],
  ['a.wma', '', ['-c:a', 'wmav2'], 60],
  ['a.aiff', '', ['-c:a', 'pcm_s16be'], 1],
  ['a.caf', '', ['-c:a', 'pcm_s16le'], 1],
  ['a.au', '', ['-c:a', 'pcm_s16be'], 1],
  ['a.w64', '', ['-c:a', 'pcm_s16le'], 1],
  ['a.mka', '', ['-c:a', 'flac'], 1],
  ['a.wv', '', ['-c:a', 'wavpack'], 1],
  ['adpcm.wav', '', ['-c:a', 'adpcm_ima_wav'], 5],
  ['s16.wav', '', ['-c:a', 'pcm_s16le'], 1],
];

describe.skipIf(noFfmpeg)(`containers (${noFfmpeg ?? 'with ffmpeg'})`, async () => {
  const folder = temporaryFolder();
  const original = noFfmpeg === undefined ? (await decodeFile(source)).samples : new Float32Array(0);
  // Two seconds of speech from the middle.
  const at = 8 * 16000;
  const excerpt = original.subarray(at, at + 32000);

  it.for(formats)('%s: right length, same sound, same place', async ([name, video, audio, delayMs], context) => {
    const path = join(folder, name);
    const picture = video === '' ? [] : [...videoInput, '-c:v', video];
    const problem = ffmpeg('-i', source, ...picture, '-ar', '48000', ...audio, path);
    if (problem !== undefined && /Unknown encoder/.test(problem)) context.skip('this ffmpeg lacks the encoder');
    expect(problem).toBeUndefined();
    const { samples, summary, media, source: opened } = await decodeFile(path);
    expect(summary.alerts).toEqual([]);
    expect(media.hasVideo).toBe(video !== '');
    expect(Math.abs(samples.length / 16000 - 20)).toBeLessThan(0.15);
    const { lag, correlation } = locate(samples, excerpt, at, 1600);
    // Half a sample of shift, which a codec's own delay may leave, costs up to 0.1 of a voice's correlation.
    expect(correlation).toBeGreaterThan(0.9);
    expect(Math.abs(lag - at) / 16 + opened.startOffsetMs).toBeLessThanOrEqual(delayMs);
  });

  it('reads 3gp telephone speech', async (context) => {
    const path = join(folder, 'a.3gp');
    if (ffmpeg('-i', source, '-c:a', 'libopencore_amrnb', '-ar', '8000', path) !== undefined) {
      context.skip('this ffmpeg cannot write AMR');
    }
    expect(locate((await decodeFile(path)).samples, excerpt, at, 400).correlation).toBeGreaterThan(0.7);
  });

  it('reads each stream of a file with eight', async () => {
    const path = join(folder, 'eight.mka');
    const inputs = [200, 300, 400, 500, 600, 700, 800, 900].flatMap((hz) => [
      '-f',
      'lavfi',
      '-i',
      `sine=frequency=${hz}:sample_rate=16000:duration=1`,
    ]);
    make(...inputs, ...Array.from({ length: 8 }, (_, n) => ['-map', String(n)]).flat(), '-c:a', 'flac', path);
    for (const streamIndex of [0, 3, 7]) {
      const { samples, media } = await decodeFile(path, { streamIndex, channel: 'mix' });
      expect(media.audioStreams).toHaveLength(8);
      const crossings = samples.reduce((n, value, i) => n + (i > 0 && samples[i - 1] < 0 && value >= 0 ? 1 : 0), 0);
      expect(Math.abs(crossings - (200 + 100 * streamIndex))).toBeLessThanOrEqual(2);
    }
  });

  it('keeps the channels of a stereo call apart', async () => {
    const call = audioFixture('digits-stereo-call-60s.flac');
    const [left, right, mix] = [
      await decodeFile(call, { channel: 0 }),
      await decodeFile(call, { channel: 1 }),
      await decodeFile(call),
    ];
    expect([left.source.channel, right.source.channel, mix.source.channel]).toEqual([0, 1, undefined]);
    expect(left.samples.length).toBe(960_000);
    expect(right.samples.length).toBe(960_000);
    let difference = 0;
    let worst = 0;
    for (let i = 0; i < 960_000; i++) {
      difference += Math.abs(left.samples[i] - right.samples[i]);
      worst = Math.max(worst, Math.abs((left.samples[i] + right.samples[i]) / 2 - mix.samples[i]));
    }
    expect(difference / 960_000).toBeGreaterThan(0.001);
    expect(worst).toBeLessThan(1e-6);
  });

  it('mixes float codecs at the same level as integer ones', async () => {
    const path = join(folder, 'loud.mka');
    const tone = '0.8*sin(2*PI*440*t)';
    make('-f', 'lavfi', '-i', `aevalsrc=${tone}|${tone}:s=48000:d=1`, '-c:a', 'pcm_f32le', path);
    expect(Math.max(...(await decodeFile(path)).samples)).toBeCloseTo(0.8, 2);
  });

  it('mixes more channels than any speaker layout has', async () => {
    const path = join(folder, 'twelve.mka');
    const tones = Array.from({ length: 12 }, () => '0.5*sin(2*PI*440*t)').join('|');
    make('-f', 'lavfi', '-i', `aevalsrc=${tones}:s=48000:d=1`, '-c:a', 'pcm_s16le', path);
    expect(Math.max(...(await decodeFile(path)).samples)).toBeCloseTo(0.5, 2);
    expect(Math.max(...(await decodeFile(path, { channel: 11 })).samples)).toBeCloseTo(0.5, 2);
    await expect(decodeFile(path, { channel: 12 })).rejects.toMatchObject({ code: 'options-invalid' });
    await expect(decodeFile(path, { streamIndex: 1, channel: 0 })).rejects.toMatchObject({ code: 'options-invalid' });
  });
});
