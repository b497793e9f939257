import type { MediaOpening } from '../../contract/media-calls.ts';
import { playabilityOf } from '../../core/timeline/playability.ts';
import type { Library } from '../queue/library.ts';
import { phaseOf } from '../queue/phases.ts';
import { lookAtFile, probeOnce } from './look-at-file.ts';
import { notFetched } from './media-errors.ts';
import { heardOf, proxyOf } from './proxy.ts';

/**
 * Gives the page a way to play the recording of a track. That it is gone, another one, or nothing a page can play are
 * outcomes. Throws what `placeOfTrack` and `probeMedia` throw, and `nothing-yet` for one that was not fetched.
 */
export async function openMedia(
  library: Library,
  jobId: number,
  track: number | undefined,
  signal: AbortSignal,
): Promise<MediaOpening> {
  const heard = heardOf(library, jobId, track);
  const [place, ...others] = heard.places;
  const { path, row, stream } = place;
  if (phaseOf(row) === 'fetch') throw notFetched(jobId);
  const proxy = await proxyOf(library, heard);
  for (const [index, member] of [place, ...others].entries()) {
    const state = await lookAtFile(library.playback, member.path, member.contentId);
    const gone = { path: member.path, track: track ?? index, proxy };
    if (state.kind === 'missing') return { kind: 'missing', code: state.code, ...gone };
    if (state.kind === 'changed') return { kind: 'changed', ...gone };
  }
  const media = await probeOnce(library.playback, path, signal);
  const { playable, mime, codecs } = playabilityOf(media, stream);
  const { hasVideo, durationMs: audio_length = row.audioLengthMs } = media;
  if (!playable || others.length > 0) return { kind: 'unplayable', path, hasVideo, codecs, audio_length, proxy };
  const token = library.playback.tokens.give(jobId, { path, mime });
  return { kind: 'ready', path, audio_length, source: { token, mime, hasVideo, isProxy: false } };
}
