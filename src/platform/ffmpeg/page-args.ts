import { type DecodeTarget, inputArgs } from './args.ts';

const QUIET = ['-nostdin', '-hide_banner', '-v', 'error'];
/** 48 hours of mono speech are half of this. */
const MAX_PROXY_BYTES = 2 * 1024 * 1024 * 1024;
/** Sound starts where the file starts, holes are silence: then what is heard and what is written stay together. */
const ON_TIME = 'aresample=async=1:first_pts=0';

/** A stretch of one audio stream in the form of `mixArgs`: it starts exactly at `startMs`, with silence before the sound. */
export function stretchArgs(
  target: DecodeTarget,
  channel: number | 'mix',
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): string[] {
  const pick = channel === 'mix' ? '' : `pan=mono|c0=c${channel},`;
  return [
    ...QUIET,
    ...['-threads', '1', '-ss', seconds(startMs), ...inputArgs(target.path)],
    ...['-t', seconds(endMs - startMs), '-map', `0:a:${target.stream}`, '-vn', '-sn', '-dn'],
    ...['-af', `${pick}${ON_TIME}`, '-ac', '1', '-ar', '16000', '-f', 'f32le', 'pipe:1'],
  ];
}

/** Opus in WebM of one stream, or of several together, written to `output`; progress goes to stdout. */
export function proxyArgs(sources: readonly Pick<DecodeTarget, 'path' | 'stream'>[], output: string): string[] {
  const ends = sources.map((_, index) => `[t${index}]`).join('');
  const each = sources.map(({ stream }, index) => `[${index}:a:${stream}]${ON_TIME}[t${index}]`);
  // Without `normalize=0` everybody becomes quieter the more there are.
  const graph = [...each, `${ends}amix=inputs=${sources.length}:duration=longest:normalize=0,alimiter=limit=0.95[out]`];
  const mix =
    sources.length === 1
      ? ['-map', `0:a:${sources[0]?.stream ?? 0}`, '-af', ON_TIME]
      : ['-filter_complex', graph.join(';'), '-map', '[out]'];
  return [
    ...QUIET,
    ...sources.flatMap(({ path }) => inputArgs(path)),
    ...[...mix, '-vn', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-ac', '2', '-ar', '48000', '-c:a', 'libopus', '-b:a', '64k', '-fs', String(MAX_PROXY_BYTES)],
    ...['-progress', 'pipe:1', '-nostats', '-f', 'webm', '-y', `file:${output}`],
  ];
}

/** One frame of the picture as JPEG on stdout, at most `size` pixels wide and high. */
export function frameArgs(path: string, atMs: number, size: number): string[] {
  const scale = `scale=${size}:${size}:force_original_aspect_ratio=decrease:force_divisible_by=2`;
  return [
    ...QUIET,
    ...['-threads', '1', '-ss', seconds(atMs), ...inputArgs(path)],
    ...['-map', '0:V:0', '-an', '-sn', '-dn', '-frames:v', '1', '-vf', scale],
    ...['-c:v', 'mjpeg', '-q:v', '5', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg', 'pipe:1'],
  ];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
