import { isAbsolute } from 'node:path';
import type { SnippetReport } from '../../contract/snippet-calls.ts';
import { manifestEntry } from '../../core/snippets/manifest.ts';
import { planSnippets } from '../../core/snippets/plan-snippets.ts';
import type { SnippetWish } from '../../core/snippets/snippet-wish.ts';
import type { CutSource } from '../../platform/ffmpeg/cut-args.ts';
import { describeFailure } from '../../platform/ffmpeg/failures.ts';
import { AppError } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import { lookAtFile, probeOnce } from '../media/look-at-file.ts';
import { changed } from '../media/media-errors.ts';
import { placeOfTrack } from '../media/track-place.ts';
import type { Library } from '../queue/library.ts';
import { cutSnippets, notesOf } from './cut-snippets.ts';

export interface JobSnippetsRequest {
  readonly id: number;
  readonly wish: SnippetWish;
  readonly folder: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/**
 * Cuts pieces out of the recording of a job, by its document as it is now. Throws what `planSnippets`, `placeOfTrack`,
 * `probeMedia` and `cutSnippets` throw, `input-not-found` for a recording that is another one now, and `options-invalid` for
 * a folder that is no whole path.
 */
export async function snippetsOfJob(
  library: Library,
  { id, wish, folder, force, dryRun }: JobSnippetsRequest,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<SnippetReport> {
  if (!isAbsolute(folder)) throw noWholePath(folder);
  const { document } = currentDocument(library, id);
  const plan = planSnippets(document, wish);
  if (dryRun) {
    return { folder, snippets: plan.snippets.map(manifestEntry), failed: [], manifests: [], notes: notesOf(plan) };
  }
  const all = Array.from({ length: document.media.tracks?.length ?? 1 }, (_, track) => track);
  // The file of a player who is not wanted may be gone.
  const heard = new Set(plan.snippets.flatMap(({ track }) => track ?? all));
  const tracks = new Map<number, CutSource>();
  for (const track of heard) tracks.set(track, await sourceOfTrack(library, id, track, signal));
  const sourcesOf = (track: number | undefined): readonly CutSource[] => {
    const own = track === undefined ? undefined : tracks.get(track);
    return own === undefined ? [...tracks.values()] : [own];
  };
  const shape = { format: wish.format, sound: wish.sound };
  const recording = document.media.name;
  return await cutSnippets({ plan, recording, folder, shape, force, sourcesOf }, signal, onProgress);
}

async function sourceOfTrack(library: Library, id: number, track: number, signal: AbortSignal): Promise<CutSource> {
  const place = placeOfTrack(library, id, track);
  const state = await lookAtFile(library.playback, place.path, place.contentId);
  if (state.kind === 'changed') throw changed(place.path);
  const media = await probeOnce(library.playback, place.path, signal);
  const stream = media.audioStreams.find(({ index }) => index === place.stream);
  if (stream === undefined) throw describeFailure('input-no-audio', place.path);
  return { path: place.path, stream };
}

function noWholePath(folder: string): AppError {
  return new AppError('options-invalid', {
    what: `"${folder}" does not start at the root.`,
    meaning: 'Nothing was cut.',
    action: 'Give the whole path of the folder.',
  });
}
