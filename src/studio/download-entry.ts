import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { titleStem } from '../core/sources/clean-title.ts';
import { type RecordingFacts, sameRecording } from '../core/sources/same-recording.ts';
import type { SourceInfo } from '../core/sources/source-info.ts';
import { probeResource } from '../platform/net/probe-resource.ts';
import { findFolderProblem } from '../platform/storage/make-folder.ts';
import type { SourceTarget } from '../platform/ytdlp/args.ts';
import {
  type DownloadedRecording,
  downloadRecording,
  type DownloadRequest,
} from '../platform/ytdlp/download-recording.ts';
import { refusedSource } from '../platform/ytdlp/failures.ts';
import { emptyJobFolder, preparePart } from '../platform/ytdlp/part-state.ts';
import { reportSource } from '../platform/ytdlp/report-source.ts';
import type { DownloadedEntry, DownloadOptions, EntryEvent, SourceEntry } from './download-types.ts';
import { withJobFolder } from './sources/job-folder.ts';
import { findPlaced, placeRecording } from './sources/place-recording.ts';
import { folderFailed, keepsChanging, listChanged, listInList, liveSource } from './sources/source-errors.ts';
import { admitUrl, openRun, type SourceRun } from './sources/source-run.ts';

/** A recording that changes under one download is tried once more. */
const MAX_ATTEMPTS = 2;

/**
 * Downloads exactly one recording, as `expandSource` listed it, into the folder: named after its title, with a
 * `.source.json` and captions if asked for. An interrupted download is continued by the same call unless the recording
 * changed on the server; one that is complete is not repeated, nor asked for; two calls for the same recording wait for each other.
 * Throws `AppError`: `source-refused`, `source-failed`, `source-too-large`, `input-not-media` and the like,
 * `tool-missing`, `timed-out`, `output-failed`, `disk-full`, `cancelled`.
 */
export async function downloadEntry(
  entry: SourceEntry,
  options: DownloadOptions,
  signal: AbortSignal,
  on: (event: EntryEvent) => void,
): Promise<DownloadedEntry> {
  const here = await findHere(entry, options);
  if (here !== undefined) {
    on({ type: 'started', url: here.url, title: here.info.title });
    return here;
  }
  const url = await admitUrl(entry.url, options);
  await checkFolder(options.folder);
  return downloadAdmitted(await openRun(options, signal), { ...entry, url }, on);
}

/** Throws `output-failed` when nothing can be kept in the folder; makes nothing. */
export async function checkFolder(folder: string): Promise<void> {
  const problem = await findFolderProblem(folder);
  if (problem !== undefined) throw folderFailed(folder, problem);
}

/** `downloadEntry` for an entry whose URL was admitted, with a run at hand. */
export async function downloadAdmitted(
  run: SourceRun,
  entry: SourceEntry,
  on: (event: EntryEvent) => void,
): Promise<DownloadedEntry> {
  const { options, signal } = run;
  const { url } = entry;
  const target = targetOf(entry);
  const info = entry.info ?? (await describeEntry(run, entry, target));
  if (info.isLive) throw liveSource(url);
  const id = sourceId(target, options);
  on({ type: 'started', url, title: info.title });
  const here = await findHere({ ...entry, info }, options);
  if (here !== undefined) return here;
  const folder = join(options.folder, `.voxlane-${id}`);
  return withJobFolder(folder, signal, async () => {
    // Whoever was waited for may have fetched it.
    const justNow = await findHere({ ...entry, info }, options);
    if (justNow !== undefined) return justNow;
    const { maxBytes, audioOnly, captions } = options;
    const taken = await fetchUnchanged(run, { target, id, folder, maxBytes, audioOnly, captions }, info, on);
    const files = await placeRecording(options.folder, stemOf(info.title, id), { id, url, info }, taken);
    await emptyJobFolder(folder);
    return { kind: 'done', url, path: files[0], files, info, reused: false };
  });
}

/** The recording if it is here from an earlier run, found without any network by the title it was listed with. */
async function findHere(entry: SourceEntry, options: DownloadOptions): Promise<DownloadedEntry | undefined> {
  const { url, title = '', info = { title, isLive: false, chapters: [], captions: [] } } = entry;
  const id = sourceId(targetOf(entry), options);
  const path = await findPlaced(options.folder, stemOf(info.title, id), id);
  return path === undefined ? undefined : { kind: 'done', url, path, files: [path], info, reused: true };
}

function stemOf(title: string, id: string): string {
  return titleStem(title, `recording-${id}`);
}

function targetOf({ url, item }: SourceEntry): SourceTarget {
  return item === undefined ? { url } : { url, item };
}

/** The metadata of one entry; lists inside lists are not followed. */
async function describeEntry(run: SourceRun, entry: SourceEntry, target: SourceTarget): Promise<SourceInfo> {
  const report = await reportSource(run.tool, target, run.rules, run.signal);
  if (entry.item === undefined) {
    if (report.kind === 'playlist') throw listInList(entry.url);
    return entry.title === undefined ? report.info : { ...report.info, title: entry.title };
  }
  const info = report.kind === 'recording' ? report.info : report.entries[0]?.info;
  if (info === undefined || (entry.title !== undefined && info.title !== entry.title))
    throw listChanged(entry.url, entry.item, entry.title);
  return info;
}

/** Downloads, and looks before and after whether it is the same recording, so that no two versions are glued together. */
async function fetchUnchanged(
  run: SourceRun,
  request: DownloadRequest,
  info: SourceInfo,
  on: (event: EntryEvent) => void,
): Promise<DownloadedRecording> {
  const { url } = request.target;
  let most = 0;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const facts = await identify(run, url, info);
    await preparePart(request.folder, facts);
    const taken = await downloadRecording(run.tool, request, run.rules, run.signal, (progress) => {
      most = Math.max(most, progress.downloadedBytes);
      on({ type: 'progress', url, progress: { ...progress, downloadedBytes: most } });
    });
    if (sameRecording(facts, await identify(run, url, info))) return taken;
    await emptyJobFolder(request.folder);
  }
  throw keepsChanging(url);
}

async function identify(run: SourceRun, url: string, info: SourceInfo): Promise<RecordingFacts> {
  const { extractor, recordingId, sizeBytes, durationMs, mediaUrl } = info;
  const reported = {
    ...(extractor === undefined ? {} : { extractor }),
    ...(recordingId === undefined ? {} : { recordingId }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
  if (mediaUrl === undefined) return reported;
  const probe = await probeResource(mediaUrl, run.rules, run.signal);
  if (probe.kind === 'refused') throw refusedSource(url, probe.reason, probe.host);
  return probe.kind === 'known' ? { ...reported, ...probe.facts } : reported;
}

/** Same source and same wishes, same id: that is how an interrupted download is found again. */
function sourceId(target: SourceTarget, options: DownloadOptions): string {
  const wishes = JSON.stringify([target.url, target.item ?? 0, options.audioOnly, options.captions]);
  return createHash('sha256').update(wishes).digest('hex').slice(0, 12);
}
