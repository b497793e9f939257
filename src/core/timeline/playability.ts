import type { MediaInfo } from './media.ts';

/** Whether a page in Chromium can play a file as it is, and the type to serve it as. */
export interface Playability {
  readonly playable: boolean;
  readonly mime: string;
  /** Names of what is in it, e.g. `h264, aac`. */
  readonly codecs: string;
}

interface Container {
  readonly sound: string;
  readonly picture: string;
  readonly audio: readonly string[];
  readonly video: readonly string[];
}

const PCM = ['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_alaw', 'pcm_mulaw'];
const MP4: Container = {
  sound: 'audio/mp4',
  picture: 'video/mp4',
  audio: ['aac', 'mp3', 'opus', 'flac'],
  video: ['h264', 'vp9', 'av1'],
};
const MATROSKA: Container = {
  sound: 'audio/x-matroska',
  picture: 'video/x-matroska',
  audio: ['opus', 'vorbis', 'aac', 'mp3', 'flac'],
  video: ['h264', 'vp8', 'vp9', 'av1'],
};
const bare = (mime: string, audio: readonly string[]): Container => ({ sound: mime, picture: mime, audio, video: [] });

/** By the first of ffmpeg's names for the container. What is not here is played in no browser. */
const CONTAINERS: Readonly<Record<string, Container>> = {
  mov: MP4,
  matroska: MATROSKA,
  wav: bare('audio/wav', PCM),
  flac: bare('audio/flac', ['flac']),
  mp3: bare('audio/mpeg', ['mp3']),
  ogg: bare('audio/ogg', ['opus', 'vorbis', 'flac']),
  aac: bare('audio/aac', ['aac']),
};
const WEBM = new Set(['opus', 'vorbis', 'vp8', 'vp9', 'av1']);
/** Chromium has no H.264 with more than 8 bits or with finer colour. */
const PLAIN_PIXELS = new Set(['yuv420p', 'yuvj420p']);

/**
 * Tells by container and codecs. In doubt the answer is no: sound made for the page always plays, a player that stays
 * black never does. `stream` is the audio stream that is wanted; players take the first.
 */
export function playabilityOf(
  { container, hasVideo, video, audioStreams }: Pick<MediaInfo, 'container' | 'hasVideo' | 'video' | 'audioStreams'>,
  stream = 0,
): Playability {
  const known = CONTAINERS[container.split(',')[0]];
  const audio = audioStreams[stream]?.codec ?? 'unknown';
  const names = hasVideo ? [video?.codec ?? 'unknown', audio] : [audio];
  const codecs = names.join(', ');
  if (known === undefined) return { playable: false, mime: 'application/octet-stream', codecs };
  const isWebm = known === MATROSKA && names.every((name) => WEBM.has(name));
  const mime = isWebm ? (hasVideo ? 'video/webm' : 'audio/webm') : hasVideo ? known.picture : known.sound;
  const pictureOk = !hasVideo || (video !== undefined && known.video.includes(video.codec) && !isDeep(video));
  return { playable: stream === 0 && known.audio.includes(audio) && pictureOk, mime, codecs };
}

function isDeep({ codec, pixels }: NonNullable<MediaInfo['video']>): boolean {
  return codec === 'h264' && pixels !== undefined && !PLAIN_PIXELS.has(pixels);
}
