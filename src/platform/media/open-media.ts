import type { AudioSource } from '../../core/ports/audio-source.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { AppError } from '../../shared/app-error.ts';
import { ffmpegSource } from '../ffmpeg/decode.ts';
import { describeFailure } from '../ffmpeg/failures.ts';
import { decoderMissing, resolveFfmpeg } from '../ffmpeg/resolve.ts';
import { examineFile } from './input-file.ts';
import { wavSource } from './wav-source.ts';

export interface OpenOptions {
  /** Which audio stream, 0-based; the first when left out. */
  readonly streamIndex?: number;
  /** 0-based channel of that stream, or all of them mixed. */
  readonly channel: number | 'mix';
}

/**
 * Opens one track of a probed file for reading: PCM WAV in-process, everything else through ffmpeg.
 * Throws `AppError`: `options-invalid` (no such stream or channel), `input-no-audio` (the stream cannot be decoded),
 * `decoder-missing`, and the file errors of `probeMedia` when the file changed since.
 */
export async function openAudioSource(media: MediaInfo, options: OpenOptions): Promise<AudioSource> {
  const index = options.streamIndex ?? 0;
  const stream = media.audioStreams.find((candidate) => candidate.index === index);
  if (stream === undefined) throw noSuch(media.path, `audio stream ${index}`, media.audioStreams.length);
  if (stream.channels === 0 || stream.sampleRate === 0) throw describeFailure('input-no-audio', media.path);
  const { channel } = options;
  if (channel !== 'mix' && !(Number.isInteger(channel) && channel >= 0 && channel < stream.channels)) {
    throw noSuch(media.path, `channel ${channel}`, stream.channels);
  }
  if (media.container === 'wav') {
    const { wav, path } = await examineFile(media.path);
    if (wav.kind === 'wav') return wavSource(path, wav, channel);
  }
  const tools = await resolveFfmpeg();
  if (tools === undefined) throw decoderMissing(media.path);
  return ffmpegSource({ tools, path: media.path, container: media.container, stream, channel });
}

function noSuch(path: string, what: string, count: number): AppError {
  return new AppError('options-invalid', {
    what: `${path} has no ${what}.`,
    meaning: `It has ${count}, counted from 0.`,
    action: 'Choose one that exists.',
  });
}
