import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBanner, readStartTime } from './banner.ts';
import { mediaFailure } from './failures.ts';
import { readProbeJson } from './ffprobe-json.ts';

const json = (streams: readonly object[], format: object = {}): string =>
  JSON.stringify({ streams, format: { format_name: 'matroska,webm', ...format } });

describe('readProbeJson', () => {
  it('puts streams on the player timeline and counts audio streams only', () => {
    const text = json(
      [
        { codec_type: 'video', codec_name: 'h264', start_time: '1.400000' },
        { codec_type: 'audio', codec_name: 'aac', sample_rate: '48000', channels: 2, start_time: '3.681000' },
        { codec_type: 'subtitle' },
        { codec_type: 'audio', codec_name: 'ac3', sample_rate: '48000', channels: 6, start_time: '-0.007000' },
      ],
      { start_time: '1.400000', duration: '20.009000' },
    );
    expect(readProbeJson(text, '')).toEqual({
      container: 'matroska,webm',
      durationMs: 20009,
      hasVideo: true,
      video: { codec: 'h264' },
      audioStreams: [
        { index: 0, codec: 'aac', channels: 2, sampleRate: 48000, startMs: 2281 },
        { index: 1, codec: 'ac3', channels: 6, sampleRate: 48000, startMs: 0 },
      ],
    });
  });

  it('does not take a cover picture for video, nor a guess for a duration', () => {
    const cover = { codec_type: 'video', disposition: { attached_pic: 1 } };
    const audio = { codec_type: 'audio', codec_name: 'mp3', sample_rate: '44100', channels: 1, duration: '9.5' };
    const text = json([audio, cover], { duration: '9.5' });
    expect(readProbeJson(text, '')).toMatchObject({
      hasVideo: false,
      durationMs: 9500,
      audioStreams: [{ durationMs: 9500 }],
    });
    const guessed = readProbeJson(text, '[mp3 @ 0x1] Estimating duration from bitrate, this may be inaccurate');
    expect(guessed).not.toHaveProperty('durationMs');
    expect(guessed?.audioStreams[0]).not.toHaveProperty('durationMs');
  });

  it('takes the Matroska duration tag from the start of the stream', () => {
    const audio = { codec_type: 'audio', start_time: '2.5', tags: { DURATION: '01:00:10.500000000', language: 'fra' } };
    const report = readProbeJson(json([{ codec_type: 'video' }, audio], { duration: '9000' }), '');
    expect(report?.audioStreams[0]).toMatchObject({ durationMs: 3_608_000, language: 'fra' });
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readProbeJson(text, '');
      }),
    );
    expect(readProbeJson('{}', '')).toBeUndefined();
  });
});

describe('readBanner', () => {
  it('survives anything', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readBanner(`Input #0, wav, from 'x':\n${text}`, []);
        readStartTime(`#tb 0: 1/90000\n${text}`);
      }),
    );
    expect(readBanner('nothing', [])).toBeUndefined();
  });
});

describe('mediaFailure', () => {
  it.each([
    ["[hls @ 0x55] Format not on whitelist 'aac'\nfile:/x: Invalid argument", 'input-refused'],
    ["[png_pipe @ 0x55] Format not on whitelist 'aac'\nfile:/x: Invalid argument", 'input-not-media'],
    ['file:/x: Permission denied', 'input-unreadable'],
    ['Decoder (codec none) not found for input stream #0:0', 'decoder-failed'],
    ['[mov @ 0x1] moov atom not found\nfile:/x: Invalid data found', 'input-truncated'],
    ['', 'input-empty'],
  ])('%j is %s', (stderr, code) => {
    const error = mediaFailure('/x', stderr, 'input-empty');
    expect(error.code).toBe(code);
    expect(error.parts.what).toMatch(/^\/x .*\.$/);
  });
});
