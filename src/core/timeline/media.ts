import type { Span } from './span.ts';

/** One audio stream of a media file as the container declares it. */
export interface AudioStreamInfo {
  /** 0-based among the file's audio streams (ffmpeg `0:a:<index>`). */
  readonly index: number;
  readonly codec: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** Presentation time of the stream's first sample, kept so subtitles line up with the video. */
  readonly startMs: number;
  readonly durationMs?: number;
  readonly language?: string;
  readonly title?: string;
}

/** A named stretch that the container marks; `title` is empty where it has no name. */
export interface MediaChapter extends Span {
  readonly title: string;
}

/** The picture of a media file, e.g. `h264` with `yuv420p` pixels. */
export interface VideoStreamInfo {
  readonly codec: string;
  readonly pixels?: string;
}

/** What is known of a media file before decoding it. */
export interface MediaInfo {
  readonly path: string;
  readonly sizeBytes: number;
  /** Hash of head + tail + size: names the content, not the place. */
  readonly contentId: string;
  readonly container: string;
  readonly durationMs?: number;
  readonly hasVideo: boolean;
  /** Its first moving picture. */
  readonly video?: VideoStreamInfo;
  readonly audioStreams: readonly AudioStreamInfo[];
  /** Absent when the container marks none. */
  readonly chapters?: readonly MediaChapter[];
}
