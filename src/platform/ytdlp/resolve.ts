import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { runChild } from '../process/owned-child.ts';
import { toolsFolder } from '../storage/tools-folder.ts';
import { ageInDays, isOlder, YTDLP_FLOOR } from './version.ts';

/** The downloader found on this machine. */
export interface YtdlpTool {
  readonly path: string;
  /** e.g. `2026.06.09`. */
  readonly version: string;
  readonly source: 'VOXLANE_YTDLP' | 'tools folder' | 'PATH';
  /** Days since its release. */
  readonly ageDays?: number;
  /** Older than the oldest release without known holes. */
  readonly belowFloor: boolean;
}

const VERSION_DEADLINE_MS = 30_000;
/** Name of the program, as a file. */
export const YTDLP_FILE = process.platform === 'win32' ? 'yt-dlp.exe' : 'yt-dlp';

/**
 * Finds yt-dlp: `VOXLANE_YTDLP`, the user's tools folder, PATH. The first that runs and is not too old wins; when all
 * are too old, the newest of them. `undefined` when none runs. Throws `AppError` `tool-missing` when `VOXLANE_YTDLP` is
 * set but does not work; `cancelled`.
 */
export async function findYtdlp(signal: AbortSignal): Promise<YtdlpTool | undefined> {
  const chosen = process.env['VOXLANE_YTDLP'];
  if (chosen !== undefined && chosen !== '') {
    const path = resolve(chosen);
    const answer = await ytdlpVersion(path, signal);
    if ('reason' in answer) throw brokenChoice(path, answer.reason);
    return describe(path, 'VOXLANE_YTDLP', answer.version);
  }
  let newest: YtdlpTool | undefined;
  for (const { path, source } of candidates()) {
    const answer = await ytdlpVersion(path, signal);
    if ('reason' in answer) continue;
    const tool = describe(path, source, answer.version);
    if (!tool.belowFloor) return tool;
    if (newest === undefined || isOlder(newest.version, tool.version)) newest = tool;
  }
  return newest;
}

/** `findYtdlp` for work that needs it. Throws `tool-missing` when there is none, or only one with known holes. */
export async function requireYtdlp(allowOld: boolean, signal: AbortSignal): Promise<YtdlpTool> {
  const tool = await findYtdlp(signal);
  if (tool === undefined) {
    throw new AppError('tool-missing', {
      what: 'yt-dlp is needed to download from the web, and none was found.',
      meaning: 'Nothing was downloaded.',
      action: 'Run `voxlane tools update` to install it, or set VOXLANE_YTDLP to its path.',
    });
  }
  if (!tool.belowFloor || allowOld || process.env['VOXLANE_ALLOW_OLD_YTDLP'] === '1') return tool;
  throw new AppError(
    'tool-missing',
    {
      what: `The only yt-dlp found, ${tool.version} at ${tool.path}, is older than ${YTDLP_FLOOR} and has known security holes.`,
      meaning: 'Nothing was downloaded: a hostile page could use them.',
      action: 'Run `voxlane tools update` to install a current one, or add --allow-old-ytdlp to use it all the same.',
    },
    { details: { path: tool.path, version: tool.version } },
  );
}

/** Versions that programs told lately: starting yt-dlp only to ask costs about a second for each download of a list. */
const lately = new Map<string, { readonly version: string; readonly atMs: number }>();
const LATELY_MS = 10 * 60_000;

/** Asks a program for its version, or says why it is no yt-dlp that works. Throws only `cancelled`. */
export async function ytdlpVersion(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly version: string } | { readonly reason: string }> {
  let key: string;
  try {
    await access(path, constants.X_OK);
    const info = await stat(path);
    if (!info.isFile()) return { reason: 'not a file' };
    key = [path, info.ino, info.size, info.mtimeMs, info.ctimeMs].join('\0');
  } catch {
    return { reason: 'not an executable file' };
  }
  const known = lately.get(key);
  if (known !== undefined && performance.now() - known.atMs < LATELY_MS) return { version: known.version };
  const answer = await askVersion(path, signal);
  if ('version' in answer) lately.set(key, { version: answer.version, atMs: performance.now() });
  return answer;
}

async function askVersion(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly version: string } | { readonly reason: string }> {
  const limits = { wallMs: VERSION_DEADLINE_MS, inactivityMs: VERSION_DEADLINE_MS, stdoutBytes: 64 * 1024 };
  try {
    const run = await runChild({ command: path, args: ['--ignore-config', '--version'], signal, ...limits });
    const version = run.stdout.trim();
    if (run.code === 0 && /^\d{4}\.\d{2}\.\d{2}\S{0,20}$/.test(version)) return { version };
    if (run.ended !== 'itself') return { reason: 'it did not answer in time' };
    return { reason: run.stderr.trim().split('\n').at(-1) || 'it does not answer like yt-dlp' };
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'cancelled') throw cause;
    return { reason: describeUnknown(cause) };
  }
}

function candidates(): { readonly path: string; readonly source: YtdlpTool['source'] }[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [
    { path: join(toolsFolder(), YTDLP_FILE), source: 'tools folder' },
    // A relative PATH entry would let the current folder choose the program.
    ...folders.filter(isAbsolute).map((folder) => ({ path: join(folder, YTDLP_FILE), source: 'PATH' as const })),
  ];
}

function describe(path: string, source: YtdlpTool['source'], version: string): YtdlpTool {
  const ageDays = ageInDays(version, Date.now());
  const belowFloor = isOlder(version, YTDLP_FLOOR);
  return { path, source, version, belowFloor, ...(ageDays === undefined ? {} : { ageDays }) };
}

function brokenChoice(path: string, reason: string): AppError {
  return new AppError(
    'tool-missing',
    {
      what: `VOXLANE_YTDLP names ${path}, which does not work: ${reason}.`,
      meaning: 'No other yt-dlp is tried while VOXLANE_YTDLP is set.',
      action: 'Set it to the full path of a yt-dlp program, or remove it.',
    },
    { details: { path } },
  );
}
