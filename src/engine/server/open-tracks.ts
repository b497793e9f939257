import { chosenStream, isSession, planTracks, type TrackPlan, type TrackRef } from '../../core/pipeline/track-plan.ts';
import {
  type DetectedLayout,
  detectLayout,
  MOST_COMPARED_CHANNELS,
  NO_LAYOUT,
} from '../../core/pipeline/detect-layout.ts';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import type { PipelineParts } from '../../core/pipeline/parts.ts';
import type { AudioSource } from '../../core/ports/audio-source.ts';
import { LAYOUT_STAGE } from '../../core/stages/layout/layout-stage.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { openAudioSource } from '../../platform/media/open-media.ts';
import { AppError } from '../../shared/app-error.ts';
import type { StageFiles } from './stage-files.ts';
import { layoutKey } from './stage-keys.ts';

/** Probes a recording, or every file of a session. Throws what `probeMedia` throws, and `options-invalid` for no such stream. */
export async function probeFiles(
  paths: readonly string[],
  options: TranscribeOptions,
  signal: AbortSignal,
): Promise<MediaInfo[]> {
  const files: MediaInfo[] = [];
  for (const path of paths) {
    const media = await probeMedia(path, signal);
    if (chosenStream(media, options) === undefined) throw noSuchStream(path, options.streamIndex);
    files.push(media);
  }
  return files;
}

type Host = Pick<PipelineParts, 'clock' | 'log' | 'signal' | 'emit' | 'flushed'>;

/** Decides on the tracks of a job, after a look at how the channels of a lone recording relate. */
export async function chooseTracks(
  media: readonly MediaInfo[],
  options: TranscribeOptions,
  files: StageFiles,
  host: Host,
  partial: boolean,
): Promise<{ readonly plan: TrackPlan; readonly before: PipelineParts['before'] }> {
  const detected = await layoutOf(media, options, files, host, partial);
  const plan = planTracks(media, options, detected.layout);
  return { plan: { ...plan, notices: [...detected.notices, ...plan.notices] }, before: detected };
}

async function layoutOf(
  [media, ...others]: readonly MediaInfo[],
  options: TranscribeOptions,
  files: StageFiles,
  host: Host,
  partial: boolean,
): Promise<DetectedLayout> {
  const channels = media === undefined ? 1 : (chosenStream(media, options)?.channels ?? 1);
  if (media === undefined || isSession([media, ...others], options)) return NO_LAYOUT;
  if (channels < 2 || channels > MOST_COMPARED_CHANNELS) return NO_LAYOUT;
  const stream = options.streamIndex;
  const shelf = files.shelf({ stage: LAYOUT_STAGE.id, track: 0, key: await layoutKey(media, stream) });
  const open = (): Promise<AudioSource[]> =>
    Promise.all(
      Array.from({ length: channels }, (_, channel) => openAudioSource(media, { streamIndex: stream, channel })),
    );
  return detectLayout(host, shelf, open, partial);
}

/** Opens a track of a job; what is heard in it carries the track's label. Throws what `openAudioSource` throws. */
export async function openTrack(media: readonly MediaInfo[], track: TrackRef): Promise<AudioSource> {
  const source = await openAudioSource(media[track.file], { streamIndex: track.stream, channel: track.channel });
  return { ...source, channel: track.label };
}

function noSuchStream(path: string, index: number): AppError {
  return new AppError('options-invalid', {
    what: `${path} has no audio stream number ${index}.`,
    meaning: 'The recording was not processed.',
    action: 'Run again with a smaller --stream number; the first is 0.',
  });
}
