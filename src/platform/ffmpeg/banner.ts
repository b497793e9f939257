import type { AudioStreamInfo } from '../../core/timeline/media.ts';
import { listChapters, readBannerChapters } from './chapters.ts';
import { describeVideo, optionalMs, optionalTag, startMs, type ProbeReport } from './ffprobe-json.ts';

const STREAM = /^\s*Stream #0:(\d+)(?:\[0x[0-9a-f]+\])?(?:\((\w+)\))?: (Audio|Video|\w+): (.*)$/;
const CHANNELS: Readonly<Record<string, number>> = {
  mono: 1,
  stereo: 2,
  '2.1': 3,
  '3.0': 3,
  quad: 4,
  '4.0': 4,
  '4.1': 5,
  '5.0': 5,
  '5.1': 6,
  '6.0': 6,
  '6.1': 7,
  '7.0': 7,
  '7.1': 8,
};

/**
 * Reads what `ffmpeg -i FILE` prints, for installations without ffprobe. `starts` holds each audio stream's first
 * timestamp in seconds (see `readStartTime`), since the banner does not show it. Only lines at the indentation of
 * ffmpeg's own report count, so text in tags cannot pose as streams.
 */
export function readBanner(banner: string, starts: readonly number[]): ProbeReport | undefined {
  const container = /^Input #0, (\S+), from '/m.exec(banner)?.[1];
  if (container === undefined) return undefined;
  const [, hours, minutes, secs] = /^ {2}Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(banner) ?? [];
  const containerStart = Number(/^ {2}Duration: .*?, start: (-?[\d.]+)/m.exec(banner)?.[1] ?? 0);
  const estimated = /Estimating duration from bitrate/.test(banner);
  const length =
    secs === undefined || estimated ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(secs);
  const streams = banner.split('\n').flatMap((line) => {
    const match = STREAM.exec(line);
    return match === null || line.startsWith('      ')
      ? []
      : [{ language: match[2], kind: match[3], detail: match[4] ?? '' }];
  });
  const audio = streams.filter((stream) => stream.kind === 'Audio');
  const picture = streams.find((stream) => stream.kind === 'Video' && !stream.detail.includes('(attached pic)'));
  return {
    container,
    ...optionalMs('durationMs', length),
    hasVideo: picture !== undefined,
    // E.g. `h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709), 1280x720`.
    ...describeVideo(/^\w+/.exec(picture?.detail ?? '')?.[0], /, (\w+)/.exec(picture?.detail ?? '')?.[1]),
    audioStreams: audio.map(({ language, detail }, index): AudioStreamInfo => {
      const fields = detail.split(', ');
      const rateAt = fields.findIndex((field) => / Hz$/.test(field));
      return {
        index,
        codec: /^\w+/.exec(detail)?.[0] ?? 'unknown',
        channels: rateAt < 0 ? 0 : channelCount(fields[rateAt + 1] ?? ''),
        sampleRate: rateAt < 0 ? 0 : Number.parseInt(fields[rateAt] ?? '', 10),
        startMs: startMs(starts[index], containerStart),
        ...(streams.length === 1 ? optionalMs('durationMs', length) : {}),
        ...optionalTag('language', language, 'und'),
      };
    }),
    ...listChapters(readBannerChapters(banner), containerStart),
  };
}

/** Seconds of the first packet in `-f framecrc` text; 0 when there is none. */
export function readStartTime(framecrc: string): number {
  const [, numerator, denominator] = /^#tb 0: (\d+)\/(\d+)/m.exec(framecrc) ?? [];
  const [, ticks] = /^0,\s*-?\d+,\s*(-?\d+),/m.exec(framecrc) ?? [];
  return denominator === undefined || ticks === undefined
    ? 0
    : (Number(ticks) * Number(numerator)) / Number(denominator);
}

function channelCount(layout: string): number {
  const counted = /^(\d+) channels/.exec(layout);
  return counted === null ? (CHANNELS[layout.replace(/\(.*\)$/, '')] ?? 0) : Number(counted[1]);
}
