import { lstat, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type DownloadProgress, readDownloadLine } from '../../core/sources/download-lines.ts';
import { isLanguageTag } from '../../core/sources/source-info.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { probeMedia } from '../ffmpeg/probe.ts';
import { type NetworkRules, startFilteringProxy } from '../net/filtering-proxy.ts';
import { awaitExit, type OwnedChild, startChild } from '../process/owned-child.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { downloadArgs, type SourceTarget } from './args.ts';
import { downloaderEnvironment } from './environment.ts';
import { refusedSource, sourceFailed, sourceTimedOut, sourceTooLarge } from './failures.ts';
import { emptyJobFolder } from './part-state.ts';
import type { YtdlpTool } from './resolve.ts';

export interface DownloadRequest {
  readonly target: SourceTarget;
  /** Name of the file to make, chosen by us. */
  readonly id: string;
  /** Folder of this download alone, prepared by `preparePart`; what an interrupted one left there is continued. */
  readonly folder: string;
  readonly maxBytes: number;
  readonly audioOnly: boolean;
  readonly captions: boolean;
}

export interface DownloadedRecording {
  readonly path: string;
  readonly media: MediaInfo;
  readonly captions: readonly { readonly language: string; readonly path: string }[];
}

const WALL_MS = 24 * 3_600_000;
const INACTIVITY_MS = 150_000;
/** `--max-downloads` reached: what was asked for is there. */
const EXIT_ENOUGH = 101;
const MEDIA_ENDINGS = new Set(
  '3gp aac aiff asf au avi caf flac flv m4a m4v mka mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus ts wav webm wma wmv'.split(
    ' ',
  ),
);

/**
 * Downloads one recording with yt-dlp behind the filtering proxy and checks what came: a file under our name, with a
 * media ending, that a probe accepts. Progress never falls. Continues a `.part` file of an earlier attempt.
 * Throws `AppError`: `source-refused`, `source-failed`, `source-too-large`, `timed-out`, `disk-full`, `cancelled`, and
 * those of `probeMedia`. After a cancelled or broken download the part stays in `folder`; what must not be used is removed.
 */
export async function downloadRecording(
  tool: YtdlpTool,
  request: DownloadRequest,
  rules: NetworkRules,
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
): Promise<DownloadedRecording> {
  await makeFolder(request.folder);
  let child: OwnedChild | undefined;
  let tooLarge = false;
  const { maxBytes, target } = request;
  const stop = (): void => {
    tooLarge = true;
    void child?.stop();
  };
  const proxy = await startFilteringProxy(rules, { maxBytes: maxBytes + proxyMargin(maxBytes), onLimit: stop });
  try {
    child = await startChild({
      command: tool.path,
      args: downloadArgs({ ...request, proxyUrl: proxy.url, version: tool.version }),
      signal,
      wallMs: WALL_MS,
      inactivityMs: INACTIVITY_MS,
      env: downloaderEnvironment(),
    });
    let finished = false;
    let most = 0;
    for await (const line of readLines(child)) {
      const event = readDownloadLine(line);
      if (event.kind === 'file') finished = true;
      if (event.kind !== 'progress') continue;
      most = Math.max(most, event.progress.downloadedBytes);
      if (most > maxBytes) stop();
      else onProgress({ ...event.progress, downloadedBytes: most });
    }
    const exit = await awaitExit(child, INACTIVITY_MS);
    if (exit.ended === 'aborted') throw cancelled(signal.reason);
    const done = finished && (exit.code === 0 || exit.code === EXIT_ENOUGH);
    if (tooLarge) throw await discard(request, sourceTooLarge(target.url, maxBytes));
    if (done) return await accept(request, signal);
    const refusal = proxy.refusals.at(-1);
    if (refusal !== undefined) throw refusedSource(target.url, refusal.reason, refusal.host);
    if (exit.ended !== 'itself') throw sourceTimedOut(target.url);
    // Over `--max-filesize` yt-dlp leaves without a word of complaint.
    if (exit.stderr.trim() === '') throw await discard(request, sourceTooLarge(target.url, maxBytes));
    throw sourceFailed(target.url, exit.stderr, tool);
  } finally {
    await proxy.close();
  }
}

/** Pages, manifests and captions come on top of the recording itself. */
function proxyMargin(maxBytes: number): number {
  return Math.max(16 * 1024 * 1024, Math.round(maxBytes / 20));
}

async function accept(request: DownloadRequest, signal: AbortSignal): Promise<DownloadedRecording> {
  const names = (await readdir(request.folder)).filter((name) => name.startsWith(`${request.id}.`));
  const media = names.filter((name) => MEDIA_ENDINGS.has(extname(name).slice(1).toLowerCase()));
  const [name] = media;
  if (name === undefined || media.length > 1 || !(await lstat(join(request.folder, name))).isFile()) {
    const what = names.map((other) => other.slice(request.id.length)).join(', ');
    throw await discard(
      request,
      new AppError('input-not-media', {
        what: `${request.target.url} delivered no audio or video file${what === '' ? '' : ` (but ${what})`}.`,
        meaning: 'It was removed.',
        action: 'Give the address of a recording or of a page with one.',
      }),
    );
  }
  const path = join(request.folder, name);
  try {
    return { path, media: await probeMedia(path, signal), captions: await findCaptions(request, names) };
  } catch (cause) {
    throw cause instanceof AppError && cause.code === 'cancelled' ? cause : await discard(request, cause);
  }
}

async function findCaptions(
  { folder, id }: DownloadRequest,
  names: readonly string[],
): Promise<DownloadedRecording['captions']> {
  const found: { language: string; path: string }[] = [];
  for (const name of [...names].sort()) {
    const [language = '', ending = '', ...more] = name.slice(id.length + 1).split('.');
    if (more.length > 0 || (ending !== 'vtt' && ending !== 'srt') || !isLanguageTag(language)) continue;
    if ((await lstat(join(folder, name))).isFile()) found.push({ language, path: join(folder, name) });
  }
  return found;
}

async function discard<T>(request: DownloadRequest, error: T): Promise<T> {
  await emptyJobFolder(request.folder);
  return error;
}

/** Lines longer than this are nothing we asked for. */
const MAX_LINE = 1024 * 1024;

async function* readLines(child: OwnedChild): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let open = '';
  for (let chunk = await child.next(); chunk !== undefined; chunk = await child.next()) {
    const lines = (open + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    open = (lines.pop() ?? '').slice(0, MAX_LINE);
    yield* lines;
  }
  if (open !== '') yield open;
}
