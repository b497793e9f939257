import type { WavInfo } from '../../core/audio/wav.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { AppError } from '../../shared/app-error.ts';
import { examineFile, type InputFile } from '../media/input-file.ts';
import { sniff } from '../media/sniff.ts';
import { runChild, type ChildExit } from '../process/owned-child.ts';
import { bannerArgs, probeArgs, startTimeArgs } from './args.ts';
import { readBanner, readStartTime } from './banner.ts';
import { describeFailure, mediaFailure } from './failures.ts';
import { readProbeJson, type ProbeReport } from './ffprobe-json.ts';
import { decoderMissing, resolveFfmpeg, type FfmpegTools } from './resolve.ts';

const PROBE_LIMITS = { wallMs: 60_000, inactivityMs: 60_000 };
const MAX_DURATION_MS = 48 * 3_600_000;
/** No recording has this many audio tracks; a file that claims to is built to exhaust memory. */
const MAX_STREAMS = 64;

/**
 * Finds out what a file is, without decoding it. PCM WAV is examined in-process; everything else needs ffmpeg.
 * Times follow the player's timeline: the container's first timestamp is 0. `durationMs` is absent when the container
 * only allows a guess. Throws `AppError`: `input-name-refused`, `input-not-found`, `input-unreadable`, `input-empty`,
 * `input-truncated`, `input-not-media`, `input-no-audio`, `input-refused`, `input-too-long`, `decoder-missing`,
 * `decoder-failed`, `timed-out`, `cancelled`.
 */
export async function probeMedia(path: string, signal: AbortSignal): Promise<MediaInfo> {
  const file = await examineFile(path);
  if (file.wav.kind === 'wav') return describeWav(file, file.wav);
  const kind = sniff(file.head);
  if (kind === 'script') throw describeFailure('input-refused', file.path);
  const tools = await resolveFfmpeg();
  if (tools === undefined) {
    if (file.wav.kind === 'truncated') throw describeFailure('input-truncated', file.path);
    throw decoderMissing(file.path);
  }
  const report = await runProbe(tools, file, kind === 'media', signal);
  return { path: file.path, sizeBytes: file.sizeBytes, contentId: file.contentId, ...accept(file.path, report) };
}

function describeWav(file: InputFile, wav: WavInfo): MediaInfo {
  const durationMs = Math.floor((wav.dataBytes / wav.bytesPerFrame / wav.sampleRate) * 1000);
  if (wav.dataBytes === 0)
    throw describeFailure(wav.size === 'too-large' ? 'input-truncated' : 'input-empty', file.path);
  if (durationMs > MAX_DURATION_MS) throw describeFailure('input-too-long', file.path);
  const codec = wav.format === 'u8' ? 'pcm_u8' : `pcm_${wav.format}le`;
  const { channels, sampleRate } = wav;
  return {
    path: file.path,
    sizeBytes: file.sizeBytes,
    contentId: file.contentId,
    container: 'wav',
    durationMs,
    hasVideo: false,
    audioStreams: [{ index: 0, codec, channels, sampleRate, startMs: 0, durationMs }],
  };
}

async function runProbe(
  tools: FfmpegTools,
  file: InputFile,
  isMedia: boolean,
  signal: AbortSignal,
): Promise<ProbeReport> {
  if (tools.ffprobePath !== undefined) {
    const run = await runChild({ command: tools.ffprobePath, args: probeArgs(file.path), signal, ...PROBE_LIMITS });
    refuseLate(run, file.path);
    return readProbeJson(run.stdout, run.stderr) ?? fail(file, isMedia, run.stderr);
  }
  const command = tools.ffmpegPath;
  const run = await runChild({ command, args: bannerArgs(file.path), signal, ...PROBE_LIMITS });
  refuseLate(run, file.path);
  const report = readBanner(run.stderr, []);
  if (report === undefined) return fail(file, isMedia, run.stderr);
  const starts: number[] = [];
  for (const { index } of report.audioStreams.slice(0, MAX_STREAMS)) {
    const first = await runChild({ command, args: startTimeArgs(file.path, index), signal, ...PROBE_LIMITS });
    refuseLate(first, file.path);
    starts.push(readStartTime(first.stdout));
  }
  return readBanner(run.stderr, starts) ?? report;
}

/** Nothing was recognised: a known signature means the rest is missing, anything else is not media. */
function fail(file: InputFile, isMedia: boolean, stderr: string): never {
  const error = mediaFailure(file.path, stderr, 'input-not-media');
  if (error.code !== 'input-not-media' && error.code !== 'input-truncated') throw error;
  throw describeFailure(
    isMedia ? 'input-truncated' : 'input-not-media',
    file.path,
    String(error.details?.['tool'] ?? ''),
  );
}

function accept(path: string, report: ProbeReport): ProbeReport {
  const { audioStreams } = report;
  if (audioStreams.length === 0) throw describeFailure('input-no-audio', path);
  if (audioStreams.length > MAX_STREAMS) throw describeFailure('input-refused', path);
  if (!audioStreams.some((stream) => stream.channels > 0 && stream.sampleRate > 0)) {
    // Noise sometimes looks like an MPEG audio header; a stream without rate and channels never decodes.
    throw describeFailure(report.hasVideo ? 'input-no-audio' : 'input-not-media', path);
  }
  if ((report.durationMs ?? 0) > MAX_DURATION_MS) throw describeFailure('input-too-long', path);
  return report;
}

function refuseLate(run: ChildExit, path: string): void {
  if (run.ended === 'itself') return;
  throw new AppError(
    'timed-out',
    {
      what: `ffprobe did not finish examining ${path} in time.`,
      meaning: 'The file is damaged in a way that confuses the decoder, or its drive does not answer.',
      action: 'Copy the file to a local drive and try again.',
    },
    { details: { ended: run.ended } },
  );
}
