import { describe, expect, it } from 'vitest';
import { playabilityOf } from './playability.ts';

const sound = (codec: string) => ({ index: 0, codec, channels: 2, sampleRate: 48_000, startMs: 0 });
const film = (container: string, video: string, audio: string, pixels = 'yuv420p') =>
  playabilityOf({ container, hasVideo: true, video: { codec: video, pixels }, audioStreams: [sound(audio)] });
const tape = (container: string, audio: string) =>
  playabilityOf({ container, hasVideo: false, audioStreams: [sound(audio)] });

describe('playabilityOf', () => {
  it.each([
    ['mov,mp4,m4a,3gp,3g2,mj2', 'h264', 'aac', 'video/mp4'],
    ['matroska,webm', 'vp9', 'opus', 'video/webm'],
    ['matroska,webm', 'h264', 'aac', 'video/x-matroska'],
  ])('plays %s with %s and %s', (container, video, audio, mime) => {
    expect(film(container, video, audio)).toMatchObject({ playable: true, mime });
  });

  it.each([
    ['mov,mp4,m4a,3gp,3g2,mj2', 'hevc', 'aac'],
    ['mov,mp4,m4a,3gp,3g2,mj2', 'h264', 'ac3'],
    ['matroska,webm', 'h264', 'eac3'],
    ['matroska,webm', 'h264', 'dts'],
    ['avi', 'h264', 'mp3'],
    ['mpegts', 'h264', 'aac'],
  ])('does not play %s with %s and %s', (container, video, audio) => {
    expect(film(container, video, audio)).toMatchObject({ playable: false, codecs: `${video}, ${audio}` });
  });

  it.each([
    ['mp3', 'mp3', true],
    ['wav', 'pcm_s16le', true],
    ['wav', 'pcm_f64le', false],
    ['asf', 'wmav2', false],
    ['mov,mp4,m4a,3gp,3g2,mj2', 'alac', false],
    ['amr', 'amr_nb', false],
  ])('sound in %s as %s: %s', (container, codec, playable) => {
    expect(tape(container, codec).playable).toBe(playable);
  });

  it('knows ten-bit pictures and other streams as ones that players do not show', () => {
    expect(film('mov,mp4', 'h264', 'aac', 'yuv420p10le').playable).toBe(false);
    const two = { container: 'mov,mp4', hasVideo: false, audioStreams: [sound('aac'), { ...sound('aac'), index: 1 }] };
    expect([playabilityOf(two, 0).playable, playabilityOf(two, 1).playable]).toEqual([true, false]);
  });
});
