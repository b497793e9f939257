import { z } from 'zod';
import type { AudioStreamInfo, MediaChapter, VideoStreamInfo } from '../../core/timeline/media.ts';
import { secondsToMs } from '../../shared/units.ts';
import { listChapters } from './chapters.ts';

/** What a probe says about a file; `durationMs` is missing when the container only allows a guess. */
export interface ProbeReport {
  readonly container: string;
  readonly durationMs?: number;
  readonly hasVideo: boolean;
  readonly video?: VideoStreamInfo;
  readonly audioStreams: readonly AudioStreamInfo[];
  readonly chapters?: readonly MediaChapter[];
}

const seconds = z.coerce.number().optional().catch(undefined);
const tags = z.record(z.string(), z.string()).optional().catch(undefined);
const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  pix_fmt: z.string().optional(),
  sample_rate: seconds,
  channels: seconds,
  start_time: seconds,
  duration: seconds,
  disposition: z.record(z.string(), z.number()).optional().catch(undefined),
  tags,
});
const chapterSchema = z.object({ start_time: seconds, end_time: seconds, tags });
type Stream = z.infer<typeof streamSchema>;
const schema = z.object({
  streams: z.array(streamSchema).optional(),
  chapters: z.array(chapterSchema).optional().catch(undefined),
  format: z.object({ format_name: z.string(), start_time: seconds, duration: seconds }).optional(),
});

/**
 * Reads ffprobe's JSON (`-show_format -show_streams -show_chapters`). `warnings` is its stderr: durations it estimated from the bit
 * rate are dropped. `undefined` when no container was recognised or the output is not ffprobe's.
 */
export function readProbeJson(json: string, warnings: string): ProbeReport | undefined {
  const parsed = schema.safeParse(parseJson(json));
  if (!parsed.success || parsed.data.format === undefined) return undefined;
  const { format, streams = [], chapters = [] } = parsed.data;
  const stated = /Estimating duration from bitrate/.test(warnings) ? undefined : format.duration;
  const audio = streams.filter((stream) => stream.codec_type === 'audio');
  const video = streams.filter((stream) => stream.codec_type === 'video');
  const picture = video.find((stream) => (stream.disposition?.['attached_pic'] ?? 0) === 0);
  const onlyAudio = streams.length === audio.length && audio.length === 1;
  return {
    container: format.format_name,
    ...optionalMs('durationMs', stated),
    hasVideo: picture !== undefined,
    ...describeVideo(picture?.codec_name, picture?.pix_fmt),
    audioStreams: audio.map((stream, index) => ({
      index,
      codec: stream.codec_name ?? 'unknown',
      channels: stream.channels ?? 0,
      sampleRate: stream.sample_rate ?? 0,
      startMs: startMs(stream.start_time, format.start_time),
      ...optionalMs('durationMs', streamSeconds(stream, stated, onlyAudio)),
      ...optionalTag('language', stream.tags?.['language'], 'und'),
      ...optionalTag('title', stream.tags?.['title']),
    })),
    ...listChapters(
      chapters.map(({ start_time: start, end_time: end, tags: named }) => ({
        start,
        end,
        title: named?.['title'] ?? '',
      })),
      format.start_time,
    ),
  };
}

/**
 * A stream's start on the timeline that players show: the container's first timestamp counts as zero, and encoder
 * priming before zero is not part of the sound.
 */
export function startMs(streamSeconds: number | undefined, containerSeconds: number | undefined): number {
  const start = Math.max(0, streamSeconds ?? 0) - Math.max(0, containerSeconds ?? 0);
  return Math.max(0, secondsToMs(start));
}

/**
 * A stream's stated length: its own; Matroska's `DURATION` tag, which counts from the container's start; or, for a lone
 * audio stream, the container's.
 */
function streamSeconds(stream: Stream, stated: number | undefined, onlyAudio: boolean): number | undefined {
  if (stated === undefined) return undefined;
  if (stream.duration !== undefined) return stream.duration;
  const [, hours, minutes, secs] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(stream.tags?.['DURATION'] ?? '') ?? [];
  if (secs !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(secs) - (stream.start_time ?? 0);
  return onlyAudio ? stated : undefined;
}

/** What is known of the picture, or nothing when there is none or its codec has no name. */
export function describeVideo(codec?: string, pixels?: string): { readonly video?: VideoStreamInfo } {
  if (codec === undefined) return {};
  return { video: { codec, ...(pixels === undefined ? {} : { pixels }) } };
}

/** A field holding seconds as integer ms, or nothing when it is unknown or not positive. */
export function optionalMs<K extends string>(name: K, value: number | undefined): Partial<Record<K, number>> {
  const known = value !== undefined && Number.isFinite(value) && value > 0;
  return (known ? { [name]: secondsToMs(value) } : {}) as Partial<Record<K, number>>;
}

/** A text field, or nothing when it is missing, blank or the container's word for "unknown". */
export function optionalTag<K extends string>(
  name: K,
  value: string | undefined,
  unknown = '',
): Partial<Record<K, string>> {
  const known = value !== undefined && value.trim() !== '' && value !== unknown;
  return (known ? { [name]: value } : {}) as Partial<Record<K, string>>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
