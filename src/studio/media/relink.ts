import { isAbsolute } from 'node:path';
import type { RelinkOutcome } from '../../contract/media-calls.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { specOf } from '../queue/row-spec.ts';
import { probeOnce } from './look-at-file.ts';
import { placeOfTrack, type TrackPlace } from './track-place.ts';

/**
 * Points a job at the place where its recording is now. Throws what `probeMedia` throws for a file that is none, and
 * `options-invalid` for a path that is not absolute or a job that is running.
 */
export async function relinkMedia(
  library: Library,
  jobId: number,
  track: number,
  path: string,
  signal: AbortSignal,
): Promise<RelinkOutcome> {
  if (!isAbsolute(path)) throw refused(`"${path}" does not start at the root.`, 'Give the whole path.');
  idlePlace(library, jobId, track);
  const media = await probeOnce(library.playback, path, signal);
  // Meanwhile the job may have begun, been given another order, or another of its tracks may have been found.
  const { row, file, contentId } = idlePlace(library, jobId, track);
  if (contentId !== undefined && media.contentId !== contentId) return { kind: 'different', path };
  const { store, jobs } = library;
  store.commit(() => {
    if (file === 0) return jobs.relink(jobId, path, library.media.put(media));
    const spec = specOf(row);
    const tracks = (spec.tracks ?? []).map((old, index) => (index === file - 1 ? path : old));
    return jobs.setSpec(jobId, JSON.stringify({ ...spec, tracks }));
  });
  library.playback.tokens.revokeJob(jobId);
  return { kind: 'linked', path };
}

/** The place of a track whose job is not running. */
function idlePlace(library: Library, jobId: number, track: number): TrackPlace {
  const place = placeOfTrack(library, jobId, track);
  if (place.row.state === 'running') throw refused(`Job ${jobId} is running.`, 'Pause it first.');
  return place;
}

function refused(what: string, action: string): AppError {
  return new AppError('options-invalid', { what, meaning: 'Nothing was changed.', action });
}
