import type { Alert } from '../../shared/alert.ts';
import type { DocumentTrack } from '../document/types.ts';
import type { ChannelLayout } from '../stages/layout/classify-layout.ts';
import type { AudioStreamInfo, MediaInfo } from '../timeline/media.ts';
import { layoutNotices } from './layout-notices.ts';
import type { TranscribeOptions } from './options.ts';
import { fileName, fileStem, nameSides } from './speaker-roles.ts';

/** One run of mono sound: a channel of an audio stream of a file, or all its channels mixed. */
export interface TrackRef {
  /** Index among the files of the session. */
  readonly file: number;
  /** 0-based among the file's audio streams. */
  readonly stream: number;
  readonly channel: number | 'mix';
  /** What words and turns of this track carry as their channel; absent when there is one track for all. */
  readonly label?: number;
  /** Whom or what the track belongs to, when that is known. */
  readonly name?: string;
}

/** Which tracks a job works on and how their speakers are told. */
export interface TrackPlan {
  /**
   * `mixed`: one track, speakers are told apart by their voices. `channels`: each channel of one recording is a track with
   * its own speakers. `session`: each file or audio stream is one.
   */
  readonly mode: 'mixed' | 'channels' | 'session';
  readonly tracks: readonly TrackRef[];
  /** Absent for a stream of one channel, and for sessions. */
  readonly layout: ChannelLayout | undefined;
  /** The tracks of a session as its document lists them. */
  readonly members?: readonly DocumentTrack[];
  /** What has to be said about the choice. */
  readonly notices: readonly Alert[];
}

/** The audio stream that a job listens to; none for a file without that stream. */
export function chosenStream(media: MediaInfo, options: TranscribeOptions): AudioStreamInfo | undefined {
  return media.audioStreams[options.streamIndex];
}

/** True when the tracks are whole files or audio streams instead of channels. */
export function isSession(files: readonly MediaInfo[], options: TranscribeOptions): boolean {
  return files.length > 1 || (options.channels === 'tracks' && (files[0]?.audioStreams.length ?? 0) > 1);
}

/** Decides which tracks to work on. `files` holds at least one file; `layout` is that of its chosen stream. Pure. */
export function planTracks(
  files: readonly MediaInfo[],
  options: TranscribeOptions,
  layout: ChannelLayout | undefined,
): TrackPlan {
  const [media] = files;
  if (isSession(files, options)) return planSession(files, options);
  const channels = chosenStream(media, options)?.channels ?? 1;
  const { split, notices } = layoutNotices(layout, channels, options);
  const stream = options.streamIndex;
  if (!split) return { mode: 'mixed', tracks: [{ file: 0, stream, channel: mixOf(layout) }], layout, notices };
  const copies = new Set(layout?.copies.map((copy) => copy.channel));
  const names = nameSides(media.path, options, channels);
  const tracks = Array.from({ length: channels }, (_, channel) => channel)
    .filter((channel) => !copies.has(channel))
    .map((channel) => ({
      ...{ file: 0, stream, channel, label: channel },
      ...(names[channel] === undefined ? {} : { name: names[channel] }),
    }));
  return { mode: 'channels', tracks, layout, notices };
}

/** Of two channels that are each other upside down the mix is silence, so one of them stands for both. */
function mixOf(layout: ChannelLayout | undefined): number | 'mix' {
  return layout?.kind === 'dual-mono' && layout.copies[0]?.inverted ? layout.copies[0].of : 'mix';
}

function planSession(files: readonly MediaInfo[], options: TranscribeOptions): TrackPlan {
  const places = files.flatMap((media, file) => {
    const chosen = chosenStream(media, options);
    const streams = options.channels === 'tracks' ? media.audioStreams : chosen === undefined ? [] : [chosen];
    return streams.map((stream) => ({ file, stream, name: trackName(media, stream, files.length) }));
  });
  const roles = options.roles;
  const tracks = places.map(({ file, stream, name }, label) => {
    const shown = roles[label] ?? name;
    const place = { file, stream: stream.index, channel: 'mix', label } as const;
    return { ...place, ...(shown === undefined ? {} : { name: shown }) };
  });
  const members = places.map(({ file, stream }, label) => ({
    name: fileName(files[file].path),
    contentId: files[file].contentId,
    stream: stream.index,
    startMs: stream.startMs,
    ...(tracks[label].name === undefined ? {} : { speaker: tracks[label].name }),
  }));
  const notices = options.channels === 'split' ? [NO_CHANNELS_OF_TRACKS] : [];
  return { mode: 'session', tracks, layout: undefined, members, notices };
}

const NO_CHANNELS_OF_TRACKS: Alert = {
  code: 'nothing-to-split',
  severity: 'warning',
  message: 'The channels of a track are one microphone, so they were mixed; the tracks are kept apart.',
  values: { variant: 'tracks' },
};

function trackName(media: MediaInfo, stream: AudioStreamInfo, files: number): string | undefined {
  if (files === 1) return stream.title;
  const stem = fileStem(media.path);
  if (media.audioStreams.length === 1) return stem;
  return stream.title === undefined ? stem : `${stem} ${stream.title}`;
}
