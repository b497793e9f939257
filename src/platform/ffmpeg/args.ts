import { resolve } from 'node:path';

/**
 * Real media containers only. ffmpeg decides by content, so a playlist or script named like a recording would otherwise
 * open other local files or the network; this list, not the protocol list, is what stops it.
 */
const FORMATS =
  'aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dts,eac3,flac,flv,matroska,mov,mp3,mpeg,mpegts,mxf,ogg,tta,w64,wav,wv';
/** No single allocation by a decoder may exceed this many bytes: hostile headers ask for more. */
const MAX_ALLOCATION = 512 * 1024 * 1024;

/**
 * Timestamps rule: samples are never stretched. A hole of more than 0.1 s in the stream's timestamps is filled with
 * silence and an overlap is trimmed, so later speech keeps its time; smaller jitter is left alone.
 * The stream's own start is not padded: ffmpeg forgets it for MPEG-TS, so the probe's start is used instead.
 */
const KEEP_TIME = 'aresample=async=1';
/** Containers that hold nothing but one run of sound. */
const BARE_SOUND = new Set('aac ac3 aiff amr ape au caf dts eac3 flac mp3 tta w64 wav wv'.split(' '));
/**
 * In bare sound a clock that jumps back means that files were joined: it is moved on to where the sound before it ended
 * (variable 0 is the shift, 1 the end so far), or the time rule would throw everything after the first part away.
 */
const MOVE_ON = "asetpts='st(0,if(lt(PTS+ld(0),ld(1)-0.1/TB),ld(1)-PTS,ld(0)));st(1,PTS+ld(0)+S/SR/TB);PTS+ld(0)'";
/** ffmpeg sums stereo 3 dB too loud by default; this makes the mix of two channels their mean, for every codec. */
const NORMAL_MIX = `${KEEP_TIME}:rematrix_maxval=1.0`;
/** Above this ffmpeg knows no speaker layout to mix from. */
const MAX_LAYOUT_CHANNELS = 8;

/** The input half of every call: options that apply to the file, then the file as an absolute `file:` name. */
export function inputArgs(path: string): string[] {
  return [
    ...['-max_alloc', String(MAX_ALLOCATION)],
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS],
    // Without the prefix `http:x.wav`, `a:b.wav` and `concat:a|b.wav` would be taken for protocols.
    ...['-i', `file:${resolve(path)}`],
  ];
}

/** Which stream of which file to decode; `container` is ffmpeg's name of the format. */
export interface DecodeTarget {
  readonly path: string;
  readonly container: string;
  /** 0-based among the audio streams. */
  readonly stream: number;
}

/** Decodes one audio stream mixed to one channel: raw 16 kHz float32 little-endian on stdout. */
export function mixArgs(target: DecodeTarget, channels: number): string[] {
  if (channels <= MAX_LAYOUT_CHANNELS) return decodeArgs(target, NORMAL_MIX);
  const mean = Array.from({ length: channels }, (_, index) => `${1 / channels}*c${index}`).join('+');
  return decodeArgs(target, `pan=mono|c0=${mean},${KEEP_TIME}`);
}

/** Decodes one channel (0-based) of one audio stream, untouched by the others, in the same form as `mixArgs`. */
export function channelArgs(target: DecodeTarget, channel: number): string[] {
  return decodeArgs(target, `pan=mono|c0=c${channel},${KEEP_TIME}`);
}

function decodeArgs({ path, container, stream }: DecodeTarget, keepTime: string): string[] {
  const filter = BARE_SOUND.has(container) ? `${MOVE_ON},${keepTime}` : keepTime;
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1', ...inputArgs(path)],
    ...['-map', `0:a:${stream}`, '-vn', '-sn', '-dn', '-af', filter],
    ...['-ac', '1', '-ar', '16000', '-f', 'f32le', 'pipe:1'],
  ];
}

/** ffprobe: container, streams and chapters as JSON. Warnings are kept, since they tell estimated durations from stated ones. */
export function probeArgs(path: string): string[] {
  return [
    '-hide_banner',
    '-v',
    'warning',
    '-of',
    'json',
    '-show_format',
    '-show_streams',
    '-show_chapters',
    ...inputArgs(path),
  ];
}

/** ffmpeg without ffprobe: prints its description of the file to stderr and fails for want of an output. */
export function bannerArgs(path: string): string[] {
  return ['-nostdin', '-hide_banner', '-v', 'info', ...inputArgs(path)];
}

/** ffmpeg without ffprobe: the first packet of one audio stream with its own timestamp, as `framecrc` text. */
export function startTimeArgs(path: string, stream: number): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-copyts', ...inputArgs(path)],
    ...['-map', `0:a:${stream}`, '-vn', '-sn', '-dn', '-c', 'copy', '-frames:a', '1', '-f', 'framecrc', 'pipe:1'],
  ];
}
