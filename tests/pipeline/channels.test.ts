import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { lintDocument } from '../../src/core/document/lint.ts';
import { normalizeTranscript } from '../../src/core/metrics/normalize.ts';
import { wordErrorRate } from '../../src/core/metrics/wer.ts';
import { overlapMs } from '../../src/core/timeline/span.ts';
import { audioFixture, readTruth, type TruthWord } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type FixtureRun, transcribeFixture } from '../support/transcribe-fixture.ts';

const CALL = audioFixture('digits-stereo-call-60s.flac');
/** Two turns of each side, and from 18.8 s both at once. */
const SECONDS = 24;
const TRUTH = readTruth('digits-stereo-call-60s').words.filter((word) => word.end < SECONDS);
const scratch = scratchFolder();

/** A recording made of the call by ffmpeg. */
function made(name: string, ...args: string[]): string {
  const input = ['-nostdin', '-v', 'error', '-y', '-t', String(SECONDS), '-i', CALL];
  execFileSync('ffmpeg', [...input, ...args, scratch.at(name)], { timeout: 60_000 });
  return scratch.at(name);
}

const codes = ({ alerts }: VoxlaneDocument): string[] =>
  alerts.map((alert) => alert.code).filter((code) => code !== 'fixture-model');
const wordsOf = (document: VoxlaneDocument, channel: number) =>
  document.words.filter((word) => word.channel === channel);
const truthOf = (channel: number): TruthWord[] => TRUTH.filter((word) => word.channel === channel);
const spanOf = (word: TruthWord) => ({ startMs: Math.round(word.start * 1000), endMs: Math.round(word.end * 1000) });
const namesOf = (document: VoxlaneDocument): string[] => document.speakers.map((speaker) => speaker.name);
const started = (run: FixtureRun): string[] =>
  run.events.flatMap((event) => (event.type === 'stage' && event.state === 'started' ? [event.stage] : []));

function errorsOf(document: VoxlaneDocument, channel: number): number {
  const { substitutions, deletions, insertions } = wordErrorRate(
    truthOf(channel).map((word) => word.word),
    wordsOf(document, channel).flatMap((word) => normalizeTranscript(word.text)),
  );
  return substitutions + deletions + insertions;
}

/** Words of a channel that are the other side's: they lie where only the other one speaks. */
function foreignWords(document: VoxlaneDocument, channel: number): string[] {
  const near = (word: TruthWord, ms: number) => ({
    startMs: spanOf(word).startMs - ms,
    endMs: spanOf(word).endMs + ms,
  });
  return wordsOf(document, channel)
    .filter((word) => truthOf(1 - channel).some((other) => overlapMs(word, near(other, 0)) > 0))
    .filter((word) => truthOf(channel).every((own) => overlapMs(word, near(own, 150)) === 0))
    .map((word) => `${word.startMs} ${word.text}`);
}

const LEAKS =
  '[0:a]channelsplit=channel_layout=stereo[l][r];[l]asplit[l1][l2];[r]asplit[r1][r2];' +
  '[l2]adelay=5,volume=-18dB[lb];[r2]adelay=5,volume=-18dB[rb];' +
  '[l1][rb]amix=inputs=2:normalize=0:duration=first[L];[r1][lb]amix=inputs=2:normalize=0:duration=first[R];' +
  '[L][R]join=inputs=2:channel_layout=stereo';

describe('a call', () => {
  let clean: VoxlaneDocument;

  beforeAll(async () => {
    const options = { roles: ['agent', 'customer'] };
    clean = (await transcribeFixture(made('jane-bob.flac'), options)).output.document;
  });

  it('is split without being told, and its sides have names', () => {
    expect(clean.media).toMatchObject({ channels: 2, layout: 'two-sided' });
    expect(codes(clean)).toEqual(['channels-split']);
    expect(namesOf(clean)).toEqual(['agent', 'customer']);
    expect(clean.words.every((word) => word.speaker === `S${(word.channel ?? 0) + 1}`)).toBe(true);
    expect(clean.provenance[0]).toMatchObject({ stage: 'layout', options: { kind: 'two-sided' } });
    expect(errorsOf(clean, 0) + errorsOf(clean, 1)).toBeLessThanOrEqual(2);
  });

  it('that leaks from side to side has no word twice and keeps both voices where both talk', async () => {
    const run = await transcribeFixture(made('leak.flac', '-filter_complex', LEAKS), {
      rolePatterns: ['leak=left,right'],
    });
    const { document } = run.output;
    expect(namesOf(document)).toEqual(['left', 'right']);
    expect(codes(document)).toEqual(['channels-split', 'cross-talk', 'cross-talk']);
    expect(document.dropped.some((drop) => drop.reason === 'cross-talk' && drop.channel === 0)).toBe(true);
    expect([0, 1].map((channel) => foreignWords(document, channel))).toEqual([[], []]);
    // The tiny recogniser stumbles over what the other side adds to a channel's own words; left in, the leak doubles the text.
    expect(errorsOf(document, 0) + errorsOf(document, 1)).toBeLessThanOrEqual(0.2 * TRUTH.length);
    const both = truthOf(0).filter((word) => truthOf(1).some((other) => overlapMs(spanOf(word), spanOf(other)) > 100));
    expect(both.length).toBeGreaterThan(0);
    for (const word of both)
      expect(wordsOf(document, 0).some((heard) => overlapMs(heard, spanOf(word)) > 0)).toBe(true);
    expect(lintDocument(document)).toEqual([]);
  });
});

describe('the same sound in both channels', () => {
  it('is not split, also when it was coded with losses and one channel is quieter', async () => {
    const args = ['-af', 'pan=stereo|c0=0.5*c0+0.5*c1|c1=0.2*c0+0.2*c1', '-b:a', '64k', '-joint_stereo', '0'];
    const { document } = (await transcribeFixture(made('dual.mp3', ...args), { channels: 'split' })).output;
    expect(document.media.layout).toBe('dual-mono');
    expect(codes(document)).toEqual(['dual-mono']);
    expect(document.speakers).toHaveLength(2);
    expect(document.words.every((word) => word.channel === undefined)).toBe(true);
  });

  it('is heard although one channel is the other upside down', async () => {
    const args = ['-af', 'pan=stereo|c0=0.5*c0+0.5*c1|c1=-0.5*c0-0.5*c1'];
    const { document } = (await transcribeFixture(made('turned.flac', ...args), { skipDiarize: true })).output;
    expect(document.words.length).toBeGreaterThan(TRUTH.length / 2);
  });
});

describe('several people in a channel', () => {
  it('are told apart with ids of their own', async () => {
    const mix = ['-af', 'pan=stereo|c0=0.5*c0+0.5*c1|c1=0*c0'];
    const args = { channels: 'split' as const, speakersPerChannel: 2, roles: ['room', 'empty'] };
    const { document } = (await transcribeFixture(made('room.flac', ...mix), args)).output;
    expect(codes(document)).toEqual(['channel-silent']);
    expect(document.speakers.map(({ id, name, channel }) => [id, name, channel])).toEqual([
      ['S1', 'room 1', 0],
      ['S2', 'room 2', 0],
    ]);
    expect(lintDocument(document)).toEqual([]);
  });
});

describe('tracks of one session', () => {
  it('are one document with a speaker for each file, and each is checked again by its content', async () => {
    const anna = made('anna.flac', '-af', 'pan=mono|c0=c0');
    const bert = made('bert.wav', '-af', 'pan=mono|c0=c1,atrim=end=12');
    const jobsFolder = scratch.at('jobs');
    const run = await transcribeFixture(anna, {}, { tracks: [bert], jobsFolder });
    const { document } = run.output;
    expect(namesOf(document)).toEqual(['anna', 'bert']);
    expect(document.media).toMatchObject({ name: 'anna.flac', channels: 2, durationMs: SECONDS * 1000 });
    expect(document.media.tracks?.map(({ name, startMs }) => [name, startMs])).toEqual([
      ['anna.flac', 0],
      ['bert.wav', 0],
    ]);
    expect(document.words.map((word) => word.startMs)).toEqual(
      [...document.words.map((word) => word.startMs)].sort((a, b) => a - b),
    );
    expect(errorsOf(document, 0)).toBeLessThanOrEqual(1);

    const again = await transcribeFixture(anna, {}, { tracks: [bert], jobsFolder });
    expect(started(again)).toEqual([]);
    expect(JSON.stringify(again.output.document)).toBe(JSON.stringify(document));
    const other = made('other.wav', '-af', 'pan=mono|c0=c1,atrim=end=11');
    cpSync(other, bert);
    const changed = await transcribeFixture(anna, {}, { tracks: [bert], jobsFolder });
    expect(started(changed)).toEqual(['vad', 'crosstalk', 'asr', 'asr']);

    rmSync(bert);
    const missing = transcribeFixture(anna, {}, { tracks: [bert] });
    await expect(missing).rejects.toThrow(/bert\.wav does not exist/);
  });

  it('can be the streams of one file, each at its own start', async () => {
    const path = scratch.at('show.mkv');
    const late = ['-itsoffset', '3', '-t', '9', '-i', CALL];
    const maps = ['-map', '0:a', '-map', '1:a', '-filter:a', 'pan=mono|c0=c0', '-c:a', 'flac'];
    const titles = ['-metadata:s:a:0', 'title=host', '-metadata:s:a:1', 'title=guest'];
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-t', '9', '-i', CALL, ...late, ...maps, ...titles, path]);
    const { document } = (await transcribeFixture(path, { channels: 'tracks' })).output;
    expect(namesOf(document)).toEqual(['host', 'guest']);
    expect(document.media.tracks?.map(({ startMs }) => startMs)).toEqual([0, 3000]);
    const [first, second] = [0, 1].map((channel) => wordsOf(document, channel)[0]?.startMs ?? NaN);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(2900);
    expect((second ?? 0) - (first ?? 0)).toBeLessThan(3100);
  });
});
