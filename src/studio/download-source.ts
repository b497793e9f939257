import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { titleStem } from '../core/sources/clean-title.ts';
import type { DownloadProgress } from '../core/sources/download-lines.ts';
import type { SourceInfo } from '../core/sources/source-info.ts';
import { judgeUrl, type NetworkPolicy, withoutCredentials } from '../core/sources/url-policy.ts';
import { findAllowedAddress, networkRules, type NetworkRules } from '../platform/net/filtering-proxy.ts';
import { findFolderProblem } from '../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../platform/text/atomic-write.ts';
import type { SourceTarget } from '../platform/ytdlp/args.ts';
import { type DownloadedRecording, downloadRecording } from '../platform/ytdlp/download-recording.ts';
import { refusedSource } from '../platform/ytdlp/failures.ts';
import { reportSource } from '../platform/ytdlp/report-source.ts';
import { requireYtdlp, type YtdlpTool } from '../platform/ytdlp/resolve.ts';
import { AppError, describeUnknown, toAppError } from '../shared/app-error.ts';

export interface DownloadOptions {
  readonly folder: string;
  readonly policy: NetworkPolicy;
  /** A URL that stands for several recordings is expanded instead of refused. */
  readonly playlist: boolean;
  readonly audioOnly: boolean;
  /** Written captions that the source offers are fetched too. */
  readonly captions: boolean;
  readonly allowOldYtdlp: boolean;
  readonly maxBytes: number;
  /** Replaces the system's resolver and the policy's judgement of addresses. */
  readonly rules?: NetworkRules;
}

export type DownloadResult =
  | {
      readonly kind: 'done';
      readonly url: string;
      readonly path: string;
      readonly files: readonly string[];
      readonly info: SourceInfo;
      /** The recording was already here from an earlier run. */
      readonly reused: boolean;
    }
  | { readonly kind: 'failed'; readonly url: string; readonly error: AppError };

export type DownloadEvent =
  | {
      readonly type: 'started';
      readonly url: string;
      readonly title: string;
      readonly item: number;
      readonly items: number;
    }
  | { readonly type: 'progress'; readonly url: string; readonly progress: DownloadProgress };

/** The part of a `.source.json` file that tells whether a recording is already here. */
const keptSchema = z.object({ id: z.string(), files: z.object({ media: z.string() }), sizeBytes: z.number() });

/**
 * Downloads what a URL stands for into a folder: the recording named after its title, a `.source.json` with its metadata
 * and chapters, and captions if asked for. An interrupted download is continued by the same call; one that is complete is
 * not repeated. A failed item of a playlist does not end it. Throws `AppError`: `source-refused`, `source-failed`,
 * `source-too-large`, `tool-missing`, `timed-out`, `output-failed`, `cancelled`.
 */
export async function downloadSource(
  text: string,
  options: DownloadOptions,
  signal: AbortSignal,
  on: (event: DownloadEvent) => void,
): Promise<DownloadResult[]> {
  const rules = options.rules ?? networkRules(options.policy);
  const url = await admitUrl(text, options, rules);
  const problem = await findFolderProblem(options.folder);
  if (problem !== undefined) throw folderFailed(options.folder, problem);
  const tool = await requireYtdlp(options.allowOldYtdlp, signal);
  const run = { tool, rules, options, signal, on };
  const report = await reportSource(tool, { url }, rules, signal);
  if (report.kind === 'recording') return [await downloadItem(run, { url }, report.info, 1, 1)];
  const { entries } = report;
  if (entries.length === 0) throw emptyList(url);
  if (entries.length > 1 && !options.playlist) throw severalRecordings(url, entries.length);
  const results: DownloadResult[] = [];
  for (const [position, entry] of entries.entries()) {
    const about = entry.url ?? url;
    try {
      const target: SourceTarget =
        entry.url === undefined ? { url, item: entry.index } : { url: await admitUrl(entry.url, options, rules) };
      const info = await reportOne(run, target, entry.title);
      results.push(await downloadItem(run, target, info, position + 1, entries.length));
    } catch (error) {
      const appError = toAppError(error);
      if (appError.code === 'cancelled') throw appError;
      results.push({ kind: 'failed', url: about, error: appError });
    }
  }
  return results;
}

interface Run {
  readonly tool: YtdlpTool;
  readonly rules: NetworkRules;
  readonly options: DownloadOptions;
  readonly signal: AbortSignal;
  on(event: DownloadEvent): void;
}

async function admitUrl(text: string, options: DownloadOptions, rules: NetworkRules): Promise<string> {
  const verdict = judgeUrl(text, options.policy);
  if (verdict.kind === 'refused') throw refusedSource(withoutCredentials(text), verdict.reason);
  const found = await findAllowedAddress(new URL(verdict.url).hostname, rules).catch((cause: unknown) => {
    throw unknownHost(verdict.url, verdict.host, cause);
  });
  if ('refused' in found) throw refusedSource(verdict.url, found.refused);
  return verdict.url;
}

/** The metadata of one entry; lists inside lists are not followed. */
async function reportOne(run: Run, target: SourceTarget, feedTitle: string | undefined): Promise<SourceInfo> {
  if (target.item !== undefined) return { title: feedTitle ?? '', isLive: false, chapters: [], captions: [] };
  const report = await reportSource(run.tool, target, run.rules, run.signal);
  if (report.kind === 'playlist') throw listInList(target.url);
  return feedTitle === undefined ? report.info : { ...report.info, title: feedTitle };
}

async function downloadItem(
  run: Run,
  target: SourceTarget,
  info: SourceInfo,
  item: number,
  items: number,
): Promise<DownloadResult> {
  const { options, tool } = run;
  const { url } = target;
  if (info.isLive) throw liveSource(url);
  const id = sourceId(target, options);
  const stem = await chooseStem(options.folder, titleStem(info.title, `recording-${id}`), id);
  const earlier = await readKept(options.folder, stem, id);
  run.on({ type: 'started', url, title: info.title, item, items });
  if (earlier !== undefined) return { kind: 'done', url, path: earlier, files: [earlier], info, reused: true };
  const folder = join(options.folder, `.voxlane-${id}`);
  const { maxBytes, audioOnly, captions } = options;
  const request = { target, id, folder, maxBytes, audioOnly, captions };
  const taken = await downloadRecording(tool, request, run.rules, run.signal, (progress) => {
    run.on({ type: 'progress', url, progress });
  });
  const files = await keep(options.folder, stem, { id, url, info }, taken);
  await rm(folder, { recursive: true, force: true });
  return { kind: 'done', url, path: files[0], files, info, reused: false };
}

/** Moves the files out of the job folder under the recording's name; the description is written last. */
async function keep(
  folder: string,
  stem: string,
  source: { readonly id: string; readonly url: string; readonly info: SourceInfo },
  taken: DownloadedRecording,
): Promise<[string, ...string[]]> {
  const media = join(folder, `${stem}${extname(taken.path).toLowerCase()}`);
  const captions = taken.captions.map(({ language, path }) => {
    return { language, from: path, to: join(folder, `${stem}.${language}${extname(path)}`) };
  });
  const { title, uploader, durationMs, extractor, chapters } = source.info;
  const description = {
    schema: 1,
    id: source.id,
    url: source.url,
    title,
    uploader,
    extractor,
    durationMs: taken.media.durationMs ?? durationMs,
    sizeBytes: taken.media.sizeBytes,
    chapters,
    captionsOffered: source.info.captions,
    files: {
      media: basename(media),
      captions: captions.map(({ language, to }) => ({ language, file: basename(to) })),
    },
  };
  try {
    for (const { from, to } of captions) await rename(from, to);
    await rename(taken.path, media);
  } catch (cause) {
    throw folderFailed(folder, describeUnknown(cause));
  }
  const sidecar = join(folder, `${stem}.source.json`);
  await writeFileAtomic(sidecar, `${JSON.stringify(description, null, 2)}\n`);
  return [media, ...captions.map(({ to }) => to), sidecar];
}

/** The first of `stem`, `stem-2`, ... that belongs to this source or to nobody: no other file is ever replaced. */
async function chooseStem(folder: string, stem: string, id: string): Promise<string> {
  const fold = (name: string): string => name.normalize('NFC').toLowerCase();
  const names = (await readdir(folder).catch(() => [])).map((name) =>
    fold(name.slice(0, -extname(name).length || undefined)),
  );
  const taken = new Set(names);
  for (let copy = 1; ; copy++) {
    const candidate = copy === 1 ? stem : `${stem}-${copy}`;
    const description = await readDescription(folder, candidate);
    if (description === undefined ? !taken.has(fold(candidate)) : description.id === id) return candidate;
  }
}

async function readKept(folder: string, stem: string, id: string): Promise<string | undefined> {
  const description = await readDescription(folder, stem);
  if (description?.id !== id || basename(description.files.media) !== description.files.media) return undefined;
  const path = join(folder, description.files.media);
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() === true && info.size === description.sizeBytes ? path : undefined;
}

async function readDescription(folder: string, stem: string): Promise<z.infer<typeof keptSchema> | undefined> {
  try {
    const text = await readFile(join(folder, `${stem}.source.json`), 'utf8');
    return keptSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Not there, or not ours: either way no recording of this source is known to be here.
    return undefined;
  }
}

/** Same source and same wishes, same id: that is how an interrupted download is found again. */
function sourceId(target: SourceTarget, options: DownloadOptions): string {
  const wishes = JSON.stringify([target.url, target.item ?? 0, options.audioOnly, options.captions]);
  return createHash('sha256').update(wishes).digest('hex').slice(0, 12);
}

function unknownHost(url: string, host: string, cause: unknown): AppError {
  const options = { cause };
  return new AppError(
    'source-failed',
    {
      what: `${url} could not be reached: no computer named ${host} was found (${describeUnknown(cause)}).`,
      meaning: 'Nothing was downloaded.',
      action: 'Check the spelling of the address and your connection.',
    },
    options,
  );
}

function folderFailed(folder: string, reason: string): AppError {
  return new AppError(
    'output-failed',
    {
      what: `Nothing can be written in ${folder} (${reason}).`,
      meaning: 'The recording was not kept.',
      action: 'Choose another folder with --out.',
    },
    { details: { path: folder } },
  );
}

function emptyList(url: string): AppError {
  return new AppError('source-failed', {
    what: `${url} is a list without recordings.`,
    meaning: 'Nothing was downloaded.',
    action: 'Give the address of a recording or of a page with one.',
  });
}

function severalRecordings(url: string, count: number): AppError {
  return new AppError('source-refused', {
    what: `${url} holds ${count} recordings.`,
    meaning: 'Nothing was downloaded, since you may have meant one of them.',
    action: 'Add --playlist to download all of them, or give the address of one.',
  });
}

function listInList(url: string): AppError {
  return new AppError('source-refused', {
    what: `${url} is a list inside the list.`,
    meaning: 'Its recordings were not downloaded.',
    action: 'Give its own address with --playlist.',
  });
}

function liveSource(url: string): AppError {
  return new AppError('source-refused', {
    what: `${url} is being broadcast live.`,
    meaning: 'A recording has to be complete to be downloaded.',
    action: 'Try again when the broadcast is over.',
  });
}
