import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audioFixture } from '../support/fixtures.ts';
import { decodeFile, locate, make, noFfmpeg, temporaryFolder } from './support.ts';

const source = audioFixture('digits-mono-20s.flac');
const OFFSET_MS = 2345;

describe.skipIf(noFfmpeg)(`media time (${noFfmpeg ?? 'with ffmpeg'})`, async () => {
  const folder = temporaryFolder();
  const original = noFfmpeg === undefined ? (await decodeFile(source)).samples : new Float32Array(0);
  const at = 8 * 16000;
  const excerpt = original.subarray(at, at + 32000);

  /** Media milliseconds at which the excerpt is heard. */
  const heardAt = async (path: string): Promise<number> => {
    const { samples, source: opened } = await decodeFile(path);
    const inSamples = OFFSET_MS * 16 - opened.startOffsetMs * 16 + at;
    const found = locate(samples, excerpt, inSamples, 3000);
    expect(found.correlation).toBeGreaterThan(0.9);
    return opened.startOffsetMs + found.lag / 16;
  };

  // Opus in Matroska: the container rounds to 1 ms and counts 6.5 ms of priming.
  it.each([
    ['late.mp4', ['-c:a', 'aac', '-ar', '48000'], 1],
    ['late.mov', ['-c:a', 'pcm_s16le'], 1],
    ['late.ts', ['-c:a', 'aac', '-ar', '48000'], 25],
    ['late.mkv', ['-c:a', 'flac'], 1],
    ['opus.mkv', ['-c:a', 'libopus'], 10],
  ] as const)('audio that starts late in %s stays where it was', async (name, codec, toleranceMs) => {
    const path = join(folder, name);
    const video = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=25:duration=23'];
    make(...video, '-itsoffset', String(OFFSET_MS / 1000), '-i', source, '-c:v', 'mpeg4', ...codec, path);
    expect(Math.abs((await heardAt(path)) - (OFFSET_MS + at / 16))).toBeLessThanOrEqual(toleranceMs);
  });

  it.each(['flac', 'mp3', 'aac', 'ogg', 'ts'])('two %s files joined byte by byte lose nothing', async (extension) => {
    const part = join(folder, `part.${extension}`);
    make('-i', source, ...(extension === 'ogg' ? ['-c:a', 'libopus'] : []), part);
    const joined = join(folder, `joined.${extension}`);
    writeFileSync(joined, Buffer.concat([readFileSync(part), readFileSync(part)]));
    const { samples } = await decodeFile(joined);
    expect(samples.length / 16000).toBeGreaterThan(39.5);
    expect(samples.length / 16000).toBeLessThan(41);
  });

  it.each(['gap.mp4', 'gap.mkv'])('a hole in the timestamps of %s does not pull later speech forward', async (name) => {
    const plain = join(folder, 'plain.m4a');
    make('-i', source, '-c:a', 'aac', '-ar', '16000', plain);
    const [first, path] = [join(folder, 'first.mp4'), join(folder, name)];
    // Packets of 64 ms; everything from packet 100 (6.4 s) on is OFFSET_MS later.
    make('-i', plain, '-c', 'copy', '-bsf:a', `setts=ts=if(gte(N\\,100)\\,PTS+${OFFSET_MS}/1000/TB\\,PTS)`, first);
    make('-i', first, '-c', 'copy', path);
    expect(Math.abs((await heardAt(path)) - (OFFSET_MS + at / 16))).toBeLessThanOrEqual(70);
    const { samples, summary } = await decodeFile(path);
    expect(summary.alerts).toEqual([]);
    expect(samples.subarray(6.6 * 16000, 8.5 * 16000).every((sample) => Math.abs(sample) < 1e-3)).toBe(true);
  });

  it('joined streams whose clocks start again keep all their sound', async () => {
    const [part, path] = [join(folder, 'part.ts'), join(folder, 'joined.ts')];
    make('-i', source, '-c:a', 'mp2', '-ar', '48000', part);
    writeFileSync(path, Buffer.concat([readFileSync(part), readFileSync(part)]));
    const { samples } = await decodeFile(path);
    expect(samples.length / 16000).toBeGreaterThan(39.9);
    expect(samples.length / 16000).toBeLessThan(40.2);
  });
});
