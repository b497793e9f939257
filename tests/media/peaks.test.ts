import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeaksSlice } from '../../src/contract/media-calls.ts';
import { decodePcm } from '../support/pcm.ts';
import { audioFixture } from '../support/fixtures.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type Desk, ffmpeg, openDesk } from './support.ts';

const pairsOf = ({ data }: PeaksSlice): Int8Array => new Int8Array(Buffer.from(data, 'base64'));

describe('media.peaks', () => {
  const scratch = scratchFolder();
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk(scratch.at('library'))));
  afterAll(() => desk.library.store.close());

  it('makes a waveform that no job kept, keeps it, and cuts it by level and range', async () => {
    const path = scratch.at('sound.flac');
    ffmpeg('-i', audioFixture('digits-mono-20s.flac'), path);
    const id = await desk.withDocument(path);
    const whole = await desk.call('media.peaks', { id, level: 0 });
    expect(whole).toMatchObject({ sampleRate: 16_000, samples: 320_000, startMs: 0, from: 0, to: 1250 });
    expect(desk.library.artifacts.ofJob(id).map(({ stage, track }) => [stage, track])).toEqual([['peaks', 0]]);
    const samples = decodePcm(path);
    const pairs = pairsOf(whole);
    for (const bin of [0, 10, 333, 1249]) {
      const part = samples.subarray(bin * 256, bin * 256 + 256);
      expect(pairs[bin * 2]).toBe(Math.max(-128, Math.floor(Math.min(...part) * 127)));
      expect(pairs[bin * 2 + 1]).toBe(Math.min(127, Math.ceil(Math.max(...part) * 127)));
    }
    const part = await desk.call('media.peaks', { id, level: 0, from: 100, to: 164 });
    expect([...pairsOf(part)]).toEqual([...pairs.subarray(200, 328)]);
    // Another process, and the recording gone: what was kept is enough.
    rmSync(path);
    desk.library.store.close();
    desk = await openDesk(scratch.at('library'));
    expect(await desk.call('media.peaks', { id, level: 0 })).toEqual(whole);
  });

  it('keeps the sides of a call apart', async () => {
    const words = [0, 1].map((channel) => ({
      ...{ id: `w${channel}`, startMs: 0, endMs: 100, text: 'one', confidence: 1 },
      ...({ timing: 'native', engine: 'x', channel } as const),
    }));
    const id = await desk.withDocument(audioFixture('digits-stereo-call-60s.flac'), { words });
    const [left, right] = await Promise.all([
      desk.call('media.peaks', { id, track: 0, level: 0 }),
      desk.call('media.peaks', { id, track: 1, level: 0 }),
    ]);
    expect(left.samples).toBe(right.samples);
    expect(left.data).not.toBe(right.data);
    await expect(desk.call('media.peaks', { id, track: 2 })).rejects.toMatchObject({ code: 'options-invalid' });
  });

  it('makes none of another recording in its place, and ends when nobody waits', async () => {
    const path = scratch.at('changes.flac');
    ffmpeg('-i', audioFixture('digits-mono-20s.flac'), path);
    const id = await desk.withDocument(path);
    const stop = new AbortController();
    const waiting = desk.call('media.peaks', { id }, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    ffmpeg('-i', audioFixture('digits-noisy-10dB.flac'), path);
    await expect(desk.call('media.peaks', { id })).rejects.toMatchObject({ code: 'input-not-found' });
    rmSync(path);
    await expect(desk.call('media.peaks', { id })).rejects.toMatchObject({ code: 'input-not-found' });
  });
});
