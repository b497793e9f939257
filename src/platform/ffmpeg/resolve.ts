import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { runChild } from '../process/owned-child.ts';
import { outsideArchive } from '../storage/outside-archive.ts';

/** The decoder found on this machine. */
export interface FfmpegTools {
  readonly ffmpegPath: string;
  readonly ffprobePath?: string;
  /** e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
  readonly source: 'VOXLANE_FFMPEG' | 'bundled' | 'ffmpeg-static' | 'PATH';
}

interface Candidate {
  readonly path: string;
  readonly source: FfmpegTools['source'];
}

const VERSION_DEADLINE_MS = 20_000;
const SUFFIX = process.platform === 'win32' ? '.exe' : '';
const cache = new Map<string, Promise<FfmpegTools | undefined>>();

/**
 * Finds ffmpeg: `VOXLANE_FFMPEG`, the file shipped with the desktop app, the optional `ffmpeg-static` package, PATH; the
 * first that runs wins. Its `-version` is run once and remembered. `undefined` when there is none.
 * Throws `AppError` `decoder-missing` when `VOXLANE_FFMPEG` is set but does not work, or when the only ones found are
 * broken.
 */
export function resolveFfmpeg(): Promise<FfmpegTools | undefined> {
  const key = JSON.stringify([process.env['VOXLANE_FFMPEG'], process.env['PATH']]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const search = find();
  cache.set(key, search);
  // A failure is not remembered, so a repaired installation works without a restart.
  search.catch(() => cache.delete(key));
  return search;
}

async function find(): Promise<FfmpegTools | undefined> {
  const chosen = process.env['VOXLANE_FFMPEG'];
  if (chosen !== undefined && chosen !== '') {
    const path = resolve(chosen);
    const version = await versionOf(path);
    if ('reason' in version) throw brokenChoice(path, version.reason);
    return describe({ path, source: 'VOXLANE_FFMPEG' }, version.text);
  }
  const broken: string[] = [];
  for (const candidate of candidates()) {
    if (!(await isProgram(candidate.path))) continue;
    const version = await versionOf(candidate.path);
    if ('text' in version) return describe(candidate, version.text);
    broken.push(`${candidate.path} (${version.reason})`);
  }
  if (broken.length > 0) throw allBroken(broken);
  return undefined;
}

function candidates(): Candidate[] {
  const found: Candidate[] = [];
  const resources = (process as { readonly resourcesPath?: string }).resourcesPath;
  if (resources !== undefined) found.push({ path: join(resources, 'ffmpeg', `ffmpeg${SUFFIX}`), source: 'bundled' });
  const packaged = staticPackagePath();
  if (packaged !== undefined) found.push({ path: packaged, source: 'ffmpeg-static' });
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    // A relative PATH entry would let the current folder choose the program.
    if (isAbsolute(folder)) found.push({ path: join(folder, `ffmpeg${SUFFIX}`), source: 'PATH' });
  }
  return found;
}

/** The package is optional and its own download may have failed, so both it and its file may be absent. */
function staticPackagePath(): string | undefined {
  try {
    const path: unknown = createRequire(import.meta.url)('ffmpeg-static');
    return typeof path === 'string' ? outsideArchive(path) : undefined;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND') return undefined;
    throw cause;
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function versionOf(path: string): Promise<{ readonly text: string } | { readonly reason: string }> {
  if (!(await isProgram(path))) return { reason: 'not an executable file' };
  const limits = { wallMs: VERSION_DEADLINE_MS, inactivityMs: VERSION_DEADLINE_MS };
  try {
    const signal = new AbortController().signal;
    const run = await runChild({ command: path, args: ['-version'], signal, ...limits, stdoutBytes: 256 * 1024 });
    const text = /^\s*ff(?:mpeg|probe) version (\S+)/.exec(run.stdout)?.[1];
    if (text !== undefined && run.code === 0) return { text };
    return { reason: run.ended === 'itself' ? 'it does not answer like ffmpeg' : 'it did not answer in time' };
  } catch (cause) {
    return { reason: describeUnknown(cause) };
  }
}

async function describe({ path, source }: Candidate, version: string): Promise<FfmpegTools> {
  const beside = join(dirname(path), `ffprobe${SUFFIX}`);
  const probes = (await isProgram(beside)) && 'text' in (await versionOf(beside));
  return { ffmpegPath: path, version, source, ...(probes ? { ffprobePath: beside } : {}) };
}

function brokenChoice(path: string, reason: string): AppError {
  return new AppError(
    'decoder-missing',
    {
      what: `VOXLANE_FFMPEG names ${path}, which does not work: ${reason}.`,
      meaning: 'No other ffmpeg is tried while VOXLANE_FFMPEG is set.',
      action: 'Set it to the full path of an ffmpeg program, or remove it to search PATH.',
    },
    { details: { path } },
  );
}

function allBroken(found: readonly string[]): AppError {
  return new AppError('decoder-missing', {
    what: `ffmpeg is installed but does not run: ${found.join('; ')}.`,
    meaning: 'Only PCM WAV files can be read without it.',
    action: 'Reinstall ffmpeg, or set VOXLANE_FFMPEG to one that works.',
  });
}

/** The error for a file that needs ffmpeg on a machine that has none. */
export function decoderMissing(file: string): AppError {
  return new AppError('decoder-missing', {
    what: `${file} needs ffmpeg, and none was found.`,
    meaning: 'Without ffmpeg Voxlane reads PCM WAV files only.',
    action:
      'Install it (Debian/Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg), or set VOXLANE_FFMPEG to its path.',
  });
}
