import type { MediaProgress, MediaSource } from '../../contract/media-calls.ts';
import { makeProxy } from '../../platform/ffmpeg/make-proxy.ts';
import type { Library } from '../queue/library.ts';
import { keptFile, makeFile, type PageFile } from './keep-file.ts';
import { lookAtFile, probeOnce } from './look-at-file.ts';
import { changed, notKnown } from './media-errors.ts';
import { placeOfTrack, type TrackPlace } from './track-place.ts';

const MIME = 'audio/webm';
/** Sessions have fewer files. */
const MOST_TRACKS = 64;

/** What is heard of a job: a track, or everything. */
interface Heard {
  readonly places: readonly [TrackPlace, ...TrackPlace[]];
  readonly file: PageFile | undefined;
}

/** The tracks that are heard when `track` is, or as a whole. Throws what `placeOfTrack` throws. */
export function heardOf(library: Library, jobId: number, track: number | undefined): Heard {
  const first = placeOfTrack(library, jobId, track ?? 0);
  const members = first.document?.media.tracks?.length ?? 1;
  if (track !== undefined || members === 1) {
    const { contentId } = first;
    const file = contentId === undefined ? undefined : { jobId, stage: 'proxy', track: track ?? 0, contentId };
    return { places: [first], file };
  }
  const others = Array.from({ length: Math.min(members, MOST_TRACKS) - 1 }, (_, index) =>
    placeOfTrack(library, jobId, index + 1),
  );
  const { contentId } = first;
  return {
    places: [first, ...others],
    file: contentId === undefined ? undefined : { jobId, stage: 'proxy-mix', track: 0, contentId },
  };
}

/** Sound that was made before, ready to be played. */
export async function proxyOf(library: Library, { file }: Heard): Promise<MediaSource | undefined> {
  const path = file === undefined ? undefined : await keptFile(library, file);
  return path === undefined || file === undefined ? undefined : sourceAt(library, file.jobId, path);
}

/**
 * Makes sound that a page can play, once for all who ask meanwhile. Throws `input-*` when the recording is gone or
 * another one, what `makeProxy` throws, and `disk-full`.
 */
export async function ensureProxy(
  library: Library,
  jobId: number,
  track: number | undefined,
  signal: AbortSignal,
  onProgress: (progress: MediaProgress) => void,
): Promise<MediaSource> {
  const heard = heardOf(library, jobId, track);
  const made = await proxyOf(library, heard);
  if (made !== undefined) return made;
  const { file, places } = heard;
  if (file === undefined) throw notKnown(jobId);
  const key = `${jobId} ${file.stage} ${file.track} ${file.contentId}`;
  const path = await library.playback.proxyWork.run(key, signal, async (shared) => {
    for (const place of places) {
      const state = await lookAtFile(library.playback, place.path, place.contentId);
      if (state.kind === 'changed') throw changed(place.path);
    }
    let audioLengthMs = 0;
    // A file that is gone gives its own error here.
    for (const place of places) {
      const media = await probeOnce(library.playback, place.path, shared);
      audioLengthMs = Math.max(audioLengthMs, media.durationMs ?? 0);
    }
    let told = 0;
    const tell = (fraction: number): void => {
      // Every hundredth is enough.
      if (fraction < 1 && fraction - told < 0.01) return;
      told = Math.max(told, fraction);
      onProgress({ id: jobId, track, fraction: told });
    };
    const sources = places.map((place) => ({ path: place.path, stream: place.stream }));
    return makeFile(library, file, (output) => makeProxy({ sources, output, audioLengthMs, onProgress: tell }, shared));
  });
  return sourceAt(library, jobId, path);
}

function sourceAt(library: Library, jobId: number, path: string): MediaSource {
  const token = library.playback.tokens.give(jobId, { path, mime: MIME });
  return { token, mime: MIME, hasVideo: false, isProxy: true };
}
