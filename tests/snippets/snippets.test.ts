import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { writeJson } from '../../src/core/formats/json/json-codec.ts';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { snippetWishSchema } from '../../src/core/snippets/snippet-wish.ts';
import { liveChildren } from '../../src/platform/process/registry.ts';
import { examineFile } from '../../src/platform/media/input-file.ts';
import { type FileSnippetsRequest, snippetsOfFile } from '../../src/studio/snippets/snippets-of-file.ts';
import { audioFixture } from '../support/fixtures.ts';
import { openDesk } from '../media/support.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const signal = new AbortController().signal;
const RECORDING = audioFixture('digits-mono-20s.flac');
const SUBTITLES = audioFixture('digits-mono-20s.srt');
let runs = 0;

function ffmpeg(...args: readonly string[]): Buffer {
  const run = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', ...args], { maxBuffer: 512 * 1024 * 1024 });
  expect(run.stderr.toString()).toBe('');
  return run.stdout;
}

/** Samples of a file as they are, or in another form. */
function pcm(path: string, ...form: readonly string[]): Buffer {
  return ffmpeg('-i', path, ...form, '-f', 's16le', '-c:a', 'pcm_s16le', 'pipe:1');
}

type Wish = z.input<typeof snippetWishSchema>;
type Cut = Partial<Omit<FileSnippetsRequest, 'wish'>> & { readonly wish?: Wish };

function cut({ wish = {}, ...more }: Cut, on = signal, tell: (done: number) => void = () => undefined) {
  const folder = scratch.at(`out-${runs++}`);
  const request = { input: SUBTITLES, media: [RECORDING], stream: 0, folder, force: false, dryRun: false };
  return snippetsOfFile({ ...request, ...more, wish: snippetWishSchema.parse(wish) }, on, tell);
}

async function documentFile(name: string, document: Partial<VoxlaneDocument>): Promise<string> {
  writeFileSync(scratch.at(name), writeJson(newDocument(document)).text);
  return scratch.at(name);
}

describe('snippets', () => {
  it('cuts WAV that is sample for sample what the recording has there, and says so in both manifests', async () => {
    const told: number[] = [];
    const report = await cut({ wish: { paddingMs: 40 } }, signal, (done) => void told.push(done));
    const cues = readFileSync(SUBTITLES, 'utf8')
      .trim()
      .split(/\r?\n\r?\n/u).length;
    expect(report).toMatchObject({ failed: [], notes: [] });
    expect(report.snippets).toHaveLength(cues);
    const source = pcm(RECORDING);
    const rate = 16;
    for (const { file, startMs, endMs } of report.snippets) {
      const wanted = source.subarray(startMs * rate * 2, endMs * rate * 2);
      expect(pcm(`${report.folder}/${file}`).equals(wanted), file).toBe(true);
    }
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(cues);
    const json = JSON.parse(readFileSync(`${report.folder}/snippets.json`, 'utf8')) as { snippets: { file: string }[] };
    expect(json).toMatchObject({ format: 'voxlane-snippets', recording: 'digits-mono-20s.flac' });
    expect(json.snippets).toEqual(report.snippets);
    expect(readdirSync(report.folder).sort()).toEqual(
      ['snippets.csv', 'snippets.json', ...json.snippets.map(({ file }) => file)].sort(),
    );
    expect(readFileSync(`${report.folder}/snippets.csv`, 'utf8').trim().split('\r\n')).toHaveLength(cues + 1);
    expect(liveChildren()).toEqual([]);
  });

  it('cuts FLAC without loss and MP3 of the right length, and speech at 16 kHz with one channel', async () => {
    ffmpeg('-i', RECORDING, '-ar', '44100', '-ac', '2', '-c:a', 'pcm_s24le', scratch.at('wide.wav'));
    const media = [scratch.at('wide.wav')];
    const wish = { find: { text: 'seven' } };
    const flac = await cut({ media, wish: { ...wish, format: 'flac' } });
    const mp3 = await cut({ media, wish: { ...wish, format: 'mp3' } });
    const speech = await cut({ media, wish: { ...wish, sound: 'speech' } });
    const wav = await cut({ media, wish });
    expect(flac.snippets.length).toBeGreaterThan(0);
    for (const [at, { file, startMs, endMs }] of flac.snippets.entries()) {
      const frames = Math.round(((endMs - startMs) * 44_100) / 1000);
      const lossless = pcm(`${flac.folder}/${file}`);
      expect(Math.abs(lossless.length / 4 - frames)).toBeLessThanOrEqual(1);
      expect(pcm(`${wav.folder}/${wav.snippets[at]?.file ?? ''}`).equals(lossless)).toBe(true);
      expect(Math.abs(pcm(`${mp3.folder}/${mp3.snippets[at]?.file ?? ''}`).length / 4 - frames)).toBeLessThanOrEqual(
        1152,
      );
      const header = readFileSync(`${speech.folder}/${speech.snippets[at]?.file ?? ''}`);
      expect([header.readUInt16LE(22), header.readUInt32LE(24)]).toEqual([1, 16_000]);
      expect(Math.abs((header.length - 44) / 2 - (endMs - startMs) * 16)).toBeLessThanOrEqual(1);
    }
    const kept = readFileSync(`${wav.folder}/${wav.snippets[0]?.file ?? ''}`);
    expect([kept.readUInt16LE(22), kept.readUInt32LE(24)]).toEqual([2, 44_100]);
  });

  it('takes the own track of whoever has one in a session, and everything where that is not known', async () => {
    const tone = (name: string, hz: number): string => {
      ffmpeg(
        '-f',
        'lavfi',
        '-i',
        `sine=frequency=${hz}:sample_rate=16000:duration=3`,
        '-c:a',
        'pcm_s16le',
        scratch.at(name),
      );
      return scratch.at(name);
    };
    const files = [tone('ann.wav', 300), tone('bob.wav', 700)];
    const ids = await Promise.all(files.map(async (path) => (await examineFile(path)).contentId));
    const input = await documentFile('session.json', {
      media: {
        name: 'ann.wav',
        contentId: ids[0] ?? '',
        durationMs: 3000,
        channels: 2,
        tracks: [
          { name: 'ann.wav', contentId: ids[0] ?? '', stream: 0, startMs: 0 },
          { name: 'bob.wav', contentId: ids[1] ?? '', stream: 0, startMs: 0 },
        ],
      },
      speakers: [
        { id: 'S1', name: 'Ann', channel: 0 },
        { id: 'S2', name: 'Bob', channel: 1 },
      ],
      cues: [
        { id: 'a', startMs: 500, endMs: 1500, lines: ['a'], speaker: 'S1', wordIds: [] },
        { id: 'b', startMs: 500, endMs: 1500, lines: ['b'], speaker: 'S2', wordIds: [] },
        { id: 'c', startMs: 500, endMs: 1500, lines: ['c'], wordIds: [] },
      ],
    });
    const report = await cut({ input, media: [], wish: { template: '{cue}' } });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => pcm(`${report.folder}/${name}.wav`));
    const piece = (path = ''): Buffer => pcm(path).subarray(500 * 32, 1500 * 32);
    expect(a?.equals(piece(files[0]))).toBe(true);
    expect(b?.equals(piece(files[1]))).toBe(true);
    const sampleOf = (sound: Buffer | undefined, at: number): number => sound?.readInt16LE(at * 2) ?? 0;
    const mean = Array.from({ length: 16_000 }, (_, at) => (sampleOf(a, at) + sampleOf(b, at)) / 2);
    expect(Math.max(...mean.map((value, at) => Math.abs(value - sampleOf(c, at))))).toBeLessThanOrEqual(2);
    expect(Math.max(...mean)).toBeGreaterThan(2000);
  });

  it('cuts the sound of films where their players have it, also when picture and sound begin apart', async () => {
    // A click each second, so that every piece shows where it was cut.
    const clicks = scratch.at('clicks.wav');
    ffmpeg(
      ...['-f', 'lavfi', '-i', "aevalsrc='if(lt(mod(t,1),0.01),0.5+0.4*floor(t)/10,0)':s=16000:d=8"],
      ...['-c:a', 'pcm_s16le', clicks],
    );
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=25:duration=9'];
    const films = {
      'film.mp4': [...picture, '-i', clicks, '-c:a', 'aac'],
      'film.mkv': [...picture, '-i', clicks, '-c:a', 'flac'],
      'film.ts': [...picture, '-i', clicks, '-c:a', 'aac', '-muxdelay', '1.4'],
      'late.mkv': [...picture, '-itsoffset', '0.5', '-i', clicks, '-c:a', 'flac'],
    };
    const cue = (id: string, startMs: number, endMs: number) => ({ id, startMs, endMs, lines: [id], wordIds: [] });
    for (const [name, args] of Object.entries(films)) {
      ffmpeg(...args, '-c:v', 'mpeg4', '-map', '0:v', '-map', '1:a', scratch.at(name));
      const { contentId } = await examineFile(scratch.at(name));
      // A transport stream does not say that the first frame of AAC (1,024 samples) is no sound yet: players play it.
      const lateMs = { 'late.mkv': 500, 'film.ts': 64 }[name] ?? 0;
      const cues = [cue('a', 2800 + lateMs, 3500 + lateMs), cue('b', 4900 + lateMs, 5600 + lateMs)];
      const media = { name, contentId, durationMs: 9000, channels: 1 };
      const input = await documentFile(`${name}.json`, { media, cues });
      const report = await cut({ input, media: [], wish: { template: '{cue}' } });
      for (const [file, clickMs] of [
        ['a.wav', 200],
        ['b.wav', 100],
      ] as const) {
        const sound = pcm(`${report.folder}/${file}`);
        expect(Math.abs(sound.length / 2 - 700 * 16), name).toBeLessThanOrEqual(16);
        const first = Array.from({ length: sound.length / 2 }, (_, at) => sound.readInt16LE(at * 2)).findIndex(
          (value) => Math.abs(value) > 6000,
        );
        // AAC smears a click over a few samples in front of it.
        expect(Math.abs(first / 16 - clickMs), `${name} ${file}`).toBeLessThanOrEqual(name.endsWith('.mkv') ? 1 : 5);
      }
    }
  });

  it('replaces nothing unasked, and with force leaves files and manifest of one run', async () => {
    const first = await cut({ wish: { template: '{cue}' } });
    const before = readFileSync(`${first.folder}/c1.wav`);
    const again = { folder: first.folder, wish: { template: '{cue}' } };
    await expect(cut({ ...again, wish: { template: '{cue}', find: { text: 'o' } } })).rejects.toMatchObject({
      code: 'output-failed',
    });
    expect(readFileSync(`${first.folder}/c1.wav`).equals(before)).toBe(true);
    const forced = await cut({ ...again, force: true, wish: { template: '{cue}', paddingMs: 10 } });
    expect(readFileSync(`${first.folder}/c1.wav`).equals(before)).toBe(false);
    expect(JSON.parse(readFileSync(`${first.folder}/snippets.json`, 'utf8'))).toMatchObject({
      snippets: forced.snippets,
    });
    expect(readdirSync(first.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('reports a piece that has no sound and cuts the others', async () => {
    copyFileSync(RECORDING, scratch.at('long.flac'));
    // The document says more than the recording holds, and the file does not state its own length.
    const { contentId } = await examineFile(scratch.at('long.flac'));
    ffmpeg('-i', RECORDING, '-t', '2', '-f', 'adts', '-c:a', 'aac', scratch.at('short.aac'));
    const cue = (id: string, startMs: number, endMs: number) => ({ id, startMs, endMs, lines: [id], wordIds: [] });
    const input = await documentFile('beyond.json', {
      media: { name: 'long.flac', contentId, durationMs: 60_000, channels: 1 },
      cues: [cue('in', 100, 900), cue('over', 1500, 4000), cue('out', 10_000, 11_000)],
    });
    const report = await cut({ input, media: [scratch.at('short.aac')], wish: { template: '{cue}' } });
    expect(report.snippets.map(({ file }) => file)).toEqual(['in.wav', 'over.wav']);
    expect(report.failed).toMatchObject([{ file: 'out.wav', error: { code: 'no-sound-there' } }]);
    expect(report.notes).toEqual([
      { kind: 'other-recording', file: 'short.aac' },
      { kind: 'ends-early', file: 'over.wav' },
    ]);
    expect(report.snippets[1]?.endMs).toBeLessThan(2200);
    expect(readdirSync(report.folder).sort()).toEqual(['in.wav', 'over.wav', 'snippets.csv', 'snippets.json']);
  });

  it('stops when asked: no process goes on, and the manifest says what is there', async () => {
    const stop = new AbortController();
    const folder = scratch.at('stopped');
    const running = cut({ folder }, stop.signal, (done) => {
      if (done >= 2) stop.abort();
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(liveChildren()).toEqual([]);
    const { snippets } = JSON.parse(readFileSync(`${folder}/snippets.json`, 'utf8')) as {
      snippets: { file: string }[];
    };
    expect(snippets.length).toBeGreaterThanOrEqual(2);
    expect(readdirSync(folder).sort()).toEqual(
      ['snippets.csv', 'snippets.json', ...snippets.map(({ file }) => file)].sort(),
    );
  });

  it('lists without cutting, and says which recording it wants', async () => {
    const report = await cut({ media: [], dryRun: true });
    expect(report.snippets.length).toBeGreaterThan(0);
    expect(existsSync(report.folder)).toBe(false);
    await expect(cut({ media: [] })).rejects.toMatchObject({ code: 'options-invalid' });
    const media = { name: 'gone.flac', contentId: 'a', durationMs: 1000, channels: 1 };
    const input = scratch.at('alone.json');
    writeFileSync(input, writeJson(newDocument({ media })).text);
    await expect(cut({ input, media: [] })).rejects.toMatchObject({
      code: 'input-not-found',
      parts: { action: 'Give its path after that of the document.' },
    });
    await expect(cut({ media: [RECORDING, RECORDING] })).rejects.toMatchObject({ code: 'options-invalid' });
    await expect(cut({ stream: 3 })).rejects.toMatchObject({ code: 'options-invalid' });
  });

  it('cuts what a player of a session says from their own file, for a document of the library', async () => {
    const files = ['ann.wav', 'bob.wav'].map((name, at) => {
      const path = scratch.at(`own-${name}`);
      ffmpeg('-f', 'lavfi', '-i', `sine=frequency=${300 + at * 400}:sample_rate=16000:duration=2`, path);
      return path;
    });
    const ids = await Promise.all(files.map(async (path) => (await examineFile(path)).contentId));
    const desk = await openDesk(scratch.at('session-library'));
    try {
      const track = (at: number) => ({ name: `${at}`, contentId: ids[at] ?? '', stream: 0, startMs: 0 });
      const cue = (id: string, speaker: string) => ({
        ...{ id, startMs: 500, endMs: 1500, lines: [id], speaker, wordIds: [] },
      });
      const id = await desk.withDocument(
        files[0] ?? '',
        {
          media: { name: 'a', contentId: ids[0] ?? '', durationMs: 2000, channels: 2, tracks: [track(0), track(1)] },
          speakers: [
            { id: 'S1', name: 'Ann', channel: 0 },
            { id: 'S2', name: 'Bob', channel: 1 },
          ],
          cues: [cue('a', 'S1'), cue('b', 'S2')],
        },
        files.slice(1),
      );
      const folder = scratch.at('of-session');
      const { snippets } = await desk.call('documents.snippets', { id, wish: { template: '{speaker}' }, folder });
      expect(snippets.map(({ file, track: own }) => [file, own])).toEqual([
        ['Ann.wav', 0],
        ['Bob.wav', 1],
      ]);
      for (const [at, name] of ['Ann.wav', 'Bob.wav'].entries()) {
        const wanted = pcm(files[at] ?? '').subarray(500 * 32, 1500 * 32);
        expect(pcm(`${folder}/${name}`).equals(wanted), name).toBe(true);
      }
      // Who is not wanted need not be there.
      rmSync(files[1] ?? '');
      const again = { id, folder, force: true };
      const ann = await desk.call('documents.snippets', { ...again, wish: { speakers: ['Ann'] } });
      expect([ann.snippets.length, ann.failed.length]).toEqual([1, 0]);
      await expect(desk.call('documents.snippets', { ...again, wish: {} })).rejects.toMatchObject({
        code: 'input-not-found',
      });
    } finally {
      desk.library.store.close();
    }
  });

  it('cuts for a document of the library as it is edited, tells how far it is, and refuses another recording', async () => {
    const path = scratch.at('own.flac');
    copyFileSync(RECORDING, path);
    const desk = await openDesk(scratch.at('library'));
    try {
      const cues = [1, 2].map((at) => ({
        id: `c${at}`,
        startMs: at * 1000,
        endMs: at * 1000 + 500,
        lines: ['x'],
        wordIds: [],
      }));
      const id = await desk.withDocument(path, { cues });
      await desk.call('documents.edit', { id, operations: [{ kind: 'set-cue-lines', cue: 'c2', lines: ['edited'] }] });
      const told: unknown[] = [];
      desk.events.on('snippets', (event) => void told.push(event));
      const input = { id, call: 'mine', wish: { find: { text: 'edited' } }, folder: scratch.at('of-job') };
      const report = await desk.call('documents.snippets', input);
      expect(report.snippets).toMatchObject([{ cues: ['c2'], startMs: 2000, endMs: 2500, text: 'edited' }]);
      expect(pcm(`${report.folder}/${report.snippets[0]?.file ?? ''}`).equals(pcm(path).subarray(64_000, 80_000))).toBe(
        true,
      );
      expect(told.at(-1)).toEqual({ id, call: 'mine', done: 1, total: 1 });
      await expect(desk.call('documents.snippets', { ...input, folder: 'beside' })).rejects.toMatchObject({
        code: 'options-invalid',
      });
      writeFileSync(path, 'something else');
      await expect(desk.call('documents.snippets', { ...input, force: true })).rejects.toMatchObject({
        code: 'input-not-found',
      });
      expect(readdirSync(report.folder)).toHaveLength(3);
    } finally {
      desk.library.store.close();
    }
  });
});
