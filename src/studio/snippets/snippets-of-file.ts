import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SnippetNote, SnippetReport } from '../../contract/snippet-calls.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import { requireCodec } from '../../core/formats/registry.ts';
import { manifestEntry } from '../../core/snippets/manifest.ts';
import { planSnippets } from '../../core/snippets/plan-snippets.ts';
import type { SnippetWish } from '../../core/snippets/snippet-wish.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import type { CutSource } from '../../platform/ffmpeg/cut-args.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';
import { AppError } from '../../shared/app-error.ts';
import { notText } from '../convert-file.ts';
import { cutSnippets, notesOf } from './cut-snippets.ts';

export interface FileSnippetsRequest {
  /** A Voxlane document, or subtitles. */
  readonly input: string;
  /** The recording, or the files of a session; looked for beside the document where none is given. */
  readonly media: readonly string[];
  /** 0-based audio stream of a recording that is no session. */
  readonly stream: number;
  readonly wish: SnippetWish;
  readonly folder: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/**
 * Cuts pieces out of a recording by a document or subtitle file. Throws what reading, `planSnippets`, `probeMedia` and
 * `cutSnippets` throw, and `options-invalid` when it is not clear which recording is meant.
 */
export async function snippetsOfFile(
  request: FileSnippetsRequest,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<SnippetReport> {
  const { input, wish, folder, force, dryRun } = request;
  const document = await readDocument(input);
  if (dryRun && request.media.length === 0) {
    const plan = planSnippets(document, wish);
    return { folder, snippets: plan.snippets.map(manifestEntry), failed: [], manifests: [], notes: notesOf(plan) };
  }
  const files: MediaInfo[] = [];
  for (const path of mediaOf(document, request)) files.push(await probeMedia(path, signal));
  const { tracks, notes } = tracksOf(document, files, request.stream);
  const lengthMs = Math.max(...files.map(({ durationMs = 0 }) => durationMs));
  const plan = planSnippets(document, wish, lengthMs > 0 ? lengthMs : document.media.durationMs);
  if (dryRun) {
    const all = [...notes, ...notesOf(plan)];
    return { folder, snippets: plan.snippets.map(manifestEntry), failed: [], manifests: [], notes: all };
  }
  const sourcesOf = (track: number | undefined): readonly CutSource[] => {
    const own = track === undefined ? undefined : tracks[track];
    return own === undefined ? tracks : [own];
  };
  const shape = { format: wish.format, sound: wish.sound };
  const recording = files.map(({ path }) => basename(path)).join(' + ');
  const report = await cutSnippets({ plan, recording, folder, shape, force, sourcesOf }, signal, onProgress);
  return { ...report, notes: [...notes, ...report.notes] };
}

async function readDocument(path: string): Promise<VoxlaneDocument> {
  const codec = requireCodec(path);
  if (codec.read === undefined) {
    throw new AppError('format-unknown', {
      what: `Voxlane writes ${codec.label} but cannot read it.`,
      meaning: 'Nothing was cut.',
      action: 'Give a Voxlane document, SRT or WebVTT file.',
    });
  }
  const { text } = await readTextFile(path);
  if (text.includes('\0')) throw notText(path);
  return codec.read(text, { name: basename(path), detectSpeakers: true }).document;
}

/** The files of a recording, in the order of its tracks. */
function mediaOf({ media }: VoxlaneDocument, { input, media: given }: FileSnippetsRequest): readonly string[] {
  const wanted = [...new Map((media.tracks ?? [media]).map((track) => [track.contentId, track.name])).values()];
  if (given.length === 0 && media.contentId !== '') {
    // A name from a file is no path.
    const beside = wanted.map((name) => join(dirname(input), basename(name.replaceAll('\\', '/'))));
    const missing = beside.find((path) => !existsSync(path));
    if (missing === undefined) return beside;
    throw new AppError('input-not-found', {
      what: `The recording ${basename(missing)} is not beside ${input}.`,
      meaning: 'Nothing was cut.',
      action:
        wanted.length === 1
          ? 'Give its path after that of the document.'
          : `Give the paths of all files after that of the document, in this order: ${wanted.join(', ')}.`,
    });
  }
  if (given.length === wanted.length) return given;
  throw new AppError('options-invalid', {
    what:
      given.length === 0
        ? `${input} does not say which recording it belongs to.`
        : `${input} is about ${wanted.length} file${wanted.length === 1 ? '' : 's'}, and ${given.length} were given.`,
    meaning: 'Nothing was cut.',
    action:
      wanted.length === 1 ? 'Give the recording behind it.' : `Give the files in this order: ${wanted.join(', ')}.`,
  });
}

function tracksOf(
  { media }: VoxlaneDocument,
  files: readonly MediaInfo[],
  streamIndex: number,
): { readonly tracks: readonly CutSource[]; readonly notes: readonly SnippetNote[] } {
  const wanted = media.tracks ?? [{ name: media.name, contentId: media.contentId, stream: streamIndex }];
  const ids = [...new Set(wanted.map(({ contentId }) => contentId))];
  const notes: SnippetNote[] = [];
  const fileOf = ids.map((id, at) => {
    const same = files.find(({ contentId }) => contentId === id);
    const file = same ?? files[at];
    if (same === undefined && id !== '' && file !== undefined) {
      notes.push({ kind: 'other-recording', file: basename(file.path) });
    }
    return file;
  });
  const tracks = wanted.map(({ contentId, stream: index }): CutSource => {
    const file = fileOf[ids.indexOf(contentId)];
    const stream = file?.audioStreams.find((candidate) => candidate.index === index);
    if (file !== undefined && stream !== undefined) return { path: file.path, stream };
    throw new AppError('options-invalid', {
      what: `${file?.path ?? 'The recording'} has no audio stream ${index}.`,
      meaning: 'Nothing was cut.',
      action: 'Give the recording that the document was made from, or another --stream.',
    });
  });
  return { tracks, notes };
}
