import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaProgress, Thumbnail } from '../../src/contract/media-calls.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { createPeaksBuilder, encodePeaks } from '../../src/core/audio/peaks.ts';
import { removeDocument } from '../../src/studio/documents/list-documents.ts';
import { sweepLibrary, workFolderOf } from '../../src/studio/queue/library.ts';
import { makeFolder } from '../../src/platform/storage/make-folder.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type Desk, ffmpeg, openDesk } from './support.ts';

const never = new AbortController().signal;
const speech = audioFixture('digits-mono-20s.flac');

describe('files for the page', () => {
  const scratch = scratchFolder();
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
  afterAll(() => desk.library.store.close());
  const fileOf = (token: string): string => desk.library.playback.tokens.file(token)?.path ?? '';

  it('makes sound of a recording that no page plays, with progress, and keeps it', async () => {
    const path = scratch.at('speech.wma');
    // The sound starts 2 s into the film.
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=size=32x32:rate=5:duration=8',
      '-itsoffset',
      '2',
      '-i',
      speech,
      '-t',
      '8',
      '-c:v',
      'wmv2',
      '-c:a',
      'wmav2',
      '-f',
      'asf',
      path,
    );
    const id = await desk.withDocument(path);
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'unplayable', proxy: undefined });
    const told: MediaProgress[] = [];
    desk.events.on('media', (progress) => told.push(progress));
    const made = await desk.call('media.proxy', { id });
    expect(made).toMatchObject({ mime: 'audio/webm', isProxy: true, hasVideo: false });
    expect(told.at(-1)).toMatchObject({ id, fraction: 1 });
    expect(told.map(({ fraction }) => fraction)).toEqual(told.map(({ fraction }) => fraction).sort((a, b) => a - b));
    const media = await probeMedia(fileOf(made.token), never);
    expect(media.audioStreams.map(({ codec }) => codec)).toEqual(['opus']);
    expect(Math.abs((media.durationMs ?? 0) - 8000)).toBeLessThan(150);
    const loud = (from: number): number => Math.max(...decodePcm(fileOf(made.token)).subarray(from, from + 24_000));
    expect([loud(0) < 0.01, loud(40_000) > 0.05]).toEqual([true, true]);
    expect(await desk.call('media.proxy', { id })).toEqual(made);
    // With the recording gone there is still sound.
    rmSync(path);
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'missing', proxy: made });
    expect(await desk.call('media.proxy', { id })).toEqual(made);
    expect(existsSync(fileOf(made.token))).toBe(true);
    expect(readdirSync(scratch.at('library', 'page'))).toEqual([]);
  });

  it('stops making sound when nobody waits, and leaves nothing', async () => {
    const path = scratch.at('stopped.flac');
    copyFileSync(speech, path);
    const id = await desk.withDocument(path);
    const stop = new AbortController();
    const waiting = desk.call('media.proxy', { id }, stop.signal);
    setTimeout(() => stop.abort(), 30);
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => readdirSync(scratch.at('library', 'page')), { timeout: 5000 }).toEqual([]);
    writeFileSync(path, 'no sound at all');
    await expect(desk.call('media.proxy', { id })).rejects.toMatchObject({ code: 'input-not-found' });
  });

  it('puts the tracks of a session together', async () => {
    const names = ['low.flac', 'high.flac'];
    for (const [index, name] of names.entries()) {
      const hz = index === 0 ? 440 : 1760;
      const late = `adelay=${index * 2000}:all=1`;
      ffmpeg('-f', 'lavfi', '-i', `sine=frequency=${hz}:duration=3`, '-af', late, scratch.at(name));
    }
    const tracks = await Promise.all(
      names.map(async (name) => ({
        ...{ name, contentId: (await probeMedia(scratch.at(name), never)).contentId },
        ...{ stream: 0, startMs: 0 },
      })),
    );
    const media = { name: 'session', contentId: tracks[0]?.contentId ?? '', durationMs: 5000, channels: 2, tracks };
    const id = await desk.withDocument(scratch.at('low.flac'), { media }, [scratch.at('high.flac')]);
    expect(await desk.call('media.open', { id, track: 1 })).toMatchObject({
      kind: 'ready',
      path: scratch.at('high.flac'),
    });
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'unplayable' });
    const { token } = await desk.call('media.proxy', { id });
    const samples = decodePcm(fileOf(token));
    const crossings = (from: number): number =>
      samples.subarray(from, from + 8000).filter((sample, at, all) => sample < 0 && (all[at + 1] ?? 0) >= 0).length * 2;
    expect(Math.abs(crossings(8000) - 440)).toBeLessThan(10);
    expect(Math.abs(crossings(64_000) - 1760)).toBeLessThan(20);
    renameSync(scratch.at('high.flac'), scratch.at('moved.flac'));
    expect(await desk.call('media.relink', { id, track: 1, path: scratch.at('moved.flac') })).toMatchObject({
      kind: 'linked',
    });
    expect(await desk.call('media.open', { id, track: 1 })).toMatchObject({ kind: 'ready' });
  });

  it('follows a recording that was moved, and takes no other one for it', async () => {
    const path = scratch.at('before.flac');
    copyFileSync(speech, path);
    const id = await desk.withDocument(path);
    renameSync(path, scratch.at('after.flac'));
    expect(await desk.call('media.relink', { id, path: audioFixture('digits-noisy-10dB.flac') })).toMatchObject({
      kind: 'different',
    });
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'missing' });
    await expect(desk.call('media.relink', { id, path: 'after.flac' })).rejects.toMatchObject({
      code: 'options-invalid',
    });
    expect(await desk.call('media.relink', { id, path: scratch.at('after.flac') })).toMatchObject({ kind: 'linked' });
    expect(await desk.call('media.open', { id })).toMatchObject({ kind: 'ready', path: scratch.at('after.flac') });
    expect((await desk.call('queue.list', {})).jobs.find((job) => job.id === id)?.path).toBe(scratch.at('after.flac'));
  });

  it('follows all recordings of a session that are shown at the same time, and keeps an order changed meanwhile', async () => {
    const names = ['anna', 'ben', 'cem'];
    for (const [index, name] of names.entries())
      ffmpeg('-f', 'lavfi', '-i', `sine=frequency=${300 + 200 * index}:duration=2`, scratch.at(`${name}.flac`));
    const [first = '', ...others] = names.map((name) => scratch.at(`${name}.flac`));
    const infos = await Promise.all([first, ...others].map((path) => probeMedia(path, never)));
    const tracks = infos.map(({ contentId }, at) => ({ name: names[at] ?? '', contentId, stream: 0, startMs: 0 }));
    const contentId = infos[0]?.contentId ?? '';
    const media = { name: 'session', contentId, durationMs: 2000, channels: 3, tracks };
    const id = await desk.withDocument(first, { media }, others);
    for (const name of names) renameSync(scratch.at(`${name}.flac`), scratch.at(`${name}-moved.flac`));
    const links = names.map((name, track) =>
      desk.call('media.relink', { id, track, path: scratch.at(`${name}-moved.flac`) }),
    );
    await desk.call('queue.respec', { ids: [id], change: { options: { language: 'fr' } } });
    expect((await Promise.all(links)).map(({ kind }) => kind)).toEqual(['linked', 'linked', 'linked']);
    const row = desk.library.jobs.get(id);
    const spec = JSON.parse(row?.spec ?? '{}') as { tracks: string[]; options: { language?: string } };
    expect([row?.path, ...spec.tracks]).toEqual(names.map((name) => scratch.at(`${name}-moved.flac`)));
    expect(spec.options.language).toBe('fr');
  });

  it('draws the frequencies of a stretch, wherever it is', async () => {
    const tones = "aevalsrc='sin(2*PI*t*if(lt(t,30),500,2000))':s=16000:d=60";
    const loudest = async (name: string, startMs: number): Promise<number> => {
      if (!existsSync(scratch.at(name))) ffmpeg('-f', 'lavfi', '-i', tones, scratch.at(name));
      const id = desk.library.jobs.listAll().find((row) => row.path === scratch.at(name))?.id;
      const job = id ?? (await desk.withDocument(scratch.at(name)));
      const wish = { id: job, startMs, endMs: startMs + 1000, columns: 10, rows: 64 };
      const { data, topHz } = await desk.call('media.spectrogram', wish);
      const cells = Buffer.from(data, 'base64');
      expect(cells.length).toBe(640);
      const column = cells.subarray(5 * 64, 6 * 64);
      return ((column.indexOf(Math.max(...column)) + 0.5) * topHz) / 64;
    };
    for (const name of ['tones.wav', 'tones.flac', 'tones.mp3']) {
      expect(Math.abs((await loudest(name, 10_000)) - 500)).toBeLessThan(125);
      expect(Math.abs((await loudest(name, 45_000)) - 2000)).toBeLessThan(125);
    }
    const id = await desk.withDocument(speech);
    await expect(
      desk.call('media.spectrogram', { id, startMs: 0, endMs: 60_001, columns: 10, rows: 10 }),
    ).rejects.toMatchObject({ code: 'options-invalid' });
    const past = await desk.call('media.spectrogram', { id, startMs: 100_000, endMs: 101_000, columns: 2, rows: 2 });
    expect([...Buffer.from(past.data, 'base64')]).toEqual([0, 0, 0, 0]);
  });

  it('has a frame of a video, from the disk the second time, and none of sound', async () => {
    const path = scratch.at('film.mp4');
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=c=red:size=640x360:rate=5:duration=4',
      '-i',
      speech,
      '-t',
      '4',
      '-pix_fmt',
      'yuv420p',
      path,
    );
    const id = await desk.withDocument(path);
    // Two windows show the library at the same time.
    const [picture, ...same] = await Promise.all(Array.from({ length: 6 }, () => desk.call('media.thumbnail', { id })));
    if (picture === undefined) throw new Error('no answer');
    expect(same).toEqual(same.map(() => picture));
    writeFileSync(scratch.at('frame.jpg'), Buffer.from(dataOf(picture), 'base64'));
    ffmpeg('-i', scratch.at('frame.jpg'), '-f', 'rawvideo', '-pix_fmt', 'rgb24', scratch.at('frame.raw'));
    const pixels = readFileSync(scratch.at('frame.raw'));
    expect(pixels.length).toBe(320 * 180 * 3);
    expect([(pixels[0] ?? 0) > 240, (pixels[1] ?? 255) < 20]).toEqual([true, true]);
    rmSync(path);
    expect(await desk.call('media.thumbnail', { id })).toEqual(picture);
    expect(await desk.call('media.thumbnail', { id: await desk.withDocument(speech) })).toEqual({ kind: 'none' });
    desk.library.store.commit(() => desk.library.jobs.unlist(id));
    removeDocument(desk.library, id);
    desk.library.store.commit(() => desk.library.jobs.remove(id));
    await sweepLibrary(desk.library);
    expect(desk.library.artifacts.hashes().size).toBeGreaterThan(0);
    expect(desk.library.artifacts.ofJob(id)).toEqual([]);
  });

  it('draws a line of a job from peaks that are there, and reads no sound for it', async () => {
    const id = await desk.withDocument(audioFixture('digits-noisy-10dB.flac'));
    expect(await desk.call('media.strip', { id })).toEqual({ kind: 'none' });
    const builder = createPeaksBuilder();
    builder.push(Float32Array.from({ length: 32_768 }, (_, at) => (at < 16_384 ? 0 : 0.5)));
    await makeFolder(`${workFolderOf(desk.library, id)}/abc`);
    writeFileSync(`${workFolderOf(desk.library, id)}/abc/done.peaks`, encodePeaks(builder.finish()));
    const early = await desk.call('media.strip', { id, steps: 4 });
    expect(early.kind === 'strip' && [...Buffer.from(early.data, 'base64')]).toEqual([0, 0, 64, 64]);
    await desk.call('media.peaks', { id });
    const strip = await desk.call('media.strip', { id });
    expect(strip.kind === 'strip' && Buffer.from(strip.data, 'base64').length).toBe(200);
  });
});

function dataOf(picture: Thumbnail): string {
  if (picture.kind === 'none') throw new Error('no picture');
  return picture.data;
}
