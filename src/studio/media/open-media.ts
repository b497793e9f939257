import type { MediaOpening } from '../../contract/media-calls.ts';
import { playabilityOf } from '../../core/timeline/playability.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { phaseOf } from '../queue/phases.ts';
import { lookAtFile, probeOnce } from './look-at-file.ts';
import { placeOfTrack } from './track-place.ts';

/**
 * Gives the page a way to play the recording of a track. That it is gone, another one, or nothing a page can play are
 * outcomes. Throws what `placeOfTrack` and `probeMedia` throw, and `nothing-yet` for one that was not fetched.
 */
export async function openMedia(
  library: Library,
  jobId: number,
  track: number,
  signal: AbortSignal,
): Promise<MediaOpening> {
  const place = placeOfTrack(library, jobId, track);
  const { path, row } = place;
  if (phaseOf(row) === 'fetch') throw notFetched(jobId);
  const state = await lookAtFile(library.playback, path, place.contentId);
  const proxy = undefined;
  if (state.kind === 'missing') return { kind: 'missing', path, code: state.code, proxy };
  if (state.kind === 'changed') return { kind: 'changed', path, proxy };
  const media = await probeOnce(library.playback, path, signal);
  const { playable, mime, codecs } = playabilityOf(media, place.stream);
  const { hasVideo, durationMs: audio_length = row.audioLengthMs } = media;
  if (!playable) return { kind: 'unplayable', path, hasVideo, codecs, audio_length, proxy };
  const token = library.playback.tokens.give(jobId, { path, mime });
  return { kind: 'ready', path, audio_length, source: { token, mime, hasVideo, isProxy: false, startMs: 0 } };
}

function notFetched(jobId: number): AppError {
  return new AppError('nothing-yet', {
    what: `The recording of job ${jobId} is not on this computer yet.`,
    meaning: 'There is nothing to play.',
    action: 'Wait until it was downloaded.',
  });
}
