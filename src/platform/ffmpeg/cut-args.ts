import type { AudioStreamInfo } from '../../core/timeline/media.ts';
import { inputArgs } from './args.ts';

/** An audio stream of a file. */
export interface CutSource {
  readonly path: string;
  readonly stream: Pick<AudioStreamInfo, 'index' | 'codec' | 'channels' | 'sampleRate'>;
}

export interface CutShape {
  readonly format: 'wav' | 'flac' | 'mp3';
  /** `original`: channels and rate as they are, as far as the format has them; `speech`: 16 kHz, one channel. */
  readonly sound: 'original' | 'speech';
}

/** PCM that stays as it is in WAV; everything else becomes 16 bits. */
const KEPT_PCM = new Set(['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le']);
const MP3_RATES = new Set([8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]);
/** Sound starts exactly where the piece does, holes and what lies before the sound are silence. */
const ON_TIME = 'aresample=async=1:first_pts=0:rematrix_maxval=1.0';

/**
 * Cuts a stretch (milliseconds of the players' timeline) out of one stream, or out of several heard together, into a file;
 * how far it is goes to stdout. Nothing of the source's tags goes along, and equal input gives equal bytes.
 */
export function cutArgs(
  sources: readonly CutSource[],
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  shape: CutShape,
  output: string,
): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1'],
    ...sources.flatMap(({ path }) => ['-ss', seconds(startMs), ...inputArgs(path)]),
    ...[
      '-t',
      seconds(endMs - startMs),
      ...soundOf(sources),
      '-vn',
      '-sn',
      '-dn',
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
    ],
    ...[...shapeArgs(sources[0]?.stream, shape), '-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ...['-progress', 'pipe:1', '-nostats', '-f', shape.format, '-y', `file:${output}`],
  ];
}

function soundOf(sources: readonly CutSource[]): string[] {
  if (sources.length === 1) return ['-map', `0:a:${sources[0]?.stream.index ?? 0}`, '-af', ON_TIME];
  const ends = sources.map((_, at) => `[t${at}]`).join('');
  const each = sources.map(({ stream }, at) => `[${at}:a:${stream.index}]${ON_TIME}[t${at}]`);
  // The mean, as everywhere: nobody is cut off, and a limiter would be late by its look ahead.
  const mix = `${ends}amix=inputs=${sources.length}:duration=longest:normalize=0,volume=${1 / sources.length}[out]`;
  return ['-filter_complex', [...each, mix].join(';'), '-map', '[out]'];
}

function shapeArgs(stream: CutSource['stream'] | undefined, { format, sound }: CutShape): string[] {
  const speech = sound === 'speech' ? ['-ac', '1', '-ar', '16000'] : [];
  if (format === 'wav') {
    const codec = sound === 'original' && KEPT_PCM.has(stream?.codec ?? '') ? (stream?.codec ?? '') : 'pcm_s16le';
    return [...speech, '-c:a', codec];
  }
  if (format === 'flac') return [...speech, '-c:a', 'flac'];
  if (sound === 'speech') return [...speech, '-c:a', 'libmp3lame', '-q:a', '2'];
  const fewer = (stream?.channels ?? 0) > 2 ? ['-ac', '2'] : [];
  const slower = MP3_RATES.has(stream?.sampleRate ?? 0) ? [] : ['-ar', '48000'];
  return [...fewer, ...slower, '-c:a', 'libmp3lame', '-q:a', '2'];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
