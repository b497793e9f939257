import type { DocumentTrack, VoxlaneDocument } from '../../core/document/types.ts';
import { layoutCodec } from '../../core/pipeline/channel-codecs.ts';
import { transcribeOptionsSchema, type TranscribeOptions } from '../../core/pipeline/options.ts';
import { planTracks, type TrackRef } from '../../core/pipeline/track-plan.ts';
import { LAYOUT_STAGE } from '../../core/stages/layout/layout-stage.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { artifactPath, readWhole } from '../../platform/storage/artifact-files.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { AppError } from '../../shared/app-error.ts';
import { currentDocument } from '../documents/open-document.ts';
import { artifactsFolderOf, type Library } from '../queue/library.ts';
import { readSpec } from '../queue/row-spec.ts';

/** Where the sound of a track is. */
export interface TrackPlace {
  readonly row: JobRow;
  /** Index among the job's files. */
  readonly file: number;
  readonly path: string;
  /** What the file must hold; unknown for a job that was never started. */
  readonly contentId: string | undefined;
  /** 0-based among the file's audio streams. */
  readonly stream: number;
  /** Present when the track is a whole file or audio stream of a session. */
  readonly member: DocumentTrack | undefined;
  readonly document: VoxlaneDocument | undefined;
  readonly options: TranscribeOptions;
}

/**
 * Finds the file of a track of a job, without opening it. Throws `AppError` `document-missing` for no such job and
 * `options-invalid` for no such track.
 */
export function placeOfTrack(library: Library, jobId: number, track: number): TrackPlace {
  const row = library.jobs.get(jobId);
  if (row === undefined) throw noJob(jobId);
  const spec = readSpec(row);
  const options = spec?.options ?? transcribeOptionsSchema.parse({});
  const document = library.documents.newest(jobId) > 0 ? currentDocument(library, jobId).document : undefined;
  const paths = [row.path, ...(spec?.tracks ?? [])];
  const members = document?.media.tracks;
  const shared = { row, document, options };
  if (members !== undefined) {
    const member = members[track];
    const file = fileOfMember(members, track);
    if (member === undefined || paths[file] === undefined) throw noTrack(jobId, track);
    return { ...shared, file, path: paths[file], contentId: member.contentId, stream: member.stream, member };
  }
  // Before a session has a document, each of its files counts as a track.
  const file = paths.length > 1 ? track : 0;
  const path = paths[file];
  if (path === undefined) throw noTrack(jobId, track);
  const contentId = document?.media.contentId || (file === 0 ? row.contentId : undefined);
  return { ...shared, file, path, contentId, stream: options.streamIndex, member: undefined };
}

/** The members of a session stand in the order of its files; a file with several streams has several members. */
function fileOfMember(members: readonly DocumentTrack[], track: number): number {
  let file = 0;
  for (let at = 1; at <= track && at < members.length; at++) {
    const [before, here] = [members[at - 1], members[at]];
    if (here.contentId !== before.contentId || here.stream <= before.stream) file++;
  }
  return file;
}

/** Which sound of its file a track is. Throws `options-invalid` for no such track. */
export async function soundOfTrack(
  library: Library,
  { row, file, member, document, options }: TrackPlace,
  track: number,
  media: MediaInfo,
): Promise<Pick<TrackRef, 'stream' | 'channel'>> {
  if (member !== undefined) return { stream: member.stream, channel: 'mix' };
  const stored = library.artifacts.ofJob(row.id).find((artifact) => artifact.stage === LAYOUT_STAGE.id);
  const bytes =
    stored === undefined
      ? undefined
      : await readWhole(artifactPath(artifactsFolderOf(library), stored.hash), stored.hash);
  const layout = bytes === undefined ? undefined : layoutCodec.unpack(JSON.parse(bytes.toString('utf8')));
  // Without the stored layout, what the document says of its words tells whether the channels were split.
  const split = layout === undefined && document?.words.some(({ channel }) => channel !== undefined);
  const plan = planTracks([media], split === true ? { ...options, channels: 'split' } : options, layout);
  const chosen = plan.tracks[file > 0 ? 0 : track];
  if (chosen === undefined) throw noTrack(row.id, track);
  return { stream: chosen.stream, channel: chosen.channel };
}

function noJob(jobId: number): AppError {
  return new AppError('document-missing', {
    what: `There is no job ${jobId} in the library.`,
    meaning: 'It was removed, so nothing is known of its recording.',
    action: 'Choose another one.',
  });
}

function noTrack(jobId: number, track: number): AppError {
  return new AppError('options-invalid', {
    what: `The recording of job ${jobId} has no track ${track}.`,
    meaning: 'Tracks are counted from 0.',
    action: 'Choose one that exists.',
  });
}
