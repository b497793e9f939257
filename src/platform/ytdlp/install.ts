import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { runScript } from '../process/run-script.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { toolsFolder } from '../storage/tools-folder.ts';
import { CHECKSUMS_FILE, PROGRAM_FILE } from './release-files.ts';
import { YTDLP_FILE, ytdlpVersion } from './resolve.ts';
import { isOlder, YTDLP_FLOOR } from './version.ts';

const FETCH_DEADLINE_MS = 15 * 60_000;

/** Puts the newest release and its checksums into a folder. */
export type FetchRelease = (folder: string, signal: AbortSignal) => Promise<void>;

/**
 * Installs the newest yt-dlp into the user's tools folder, or replaces the one there: fetched from GitHub, compared with
 * the release's SHA-256 list, run once with `--version`, only then renamed over the old one. Returns path and version.
 * Throws `AppError` `source-failed` (no network, damaged file, does not run here), `output-failed`, `cancelled`; the one
 * installed before is then untouched.
 */
export async function installYtdlp(
  signal: AbortSignal,
  fetchRelease: FetchRelease = fetchFromGithub,
): Promise<{ readonly path: string; readonly version: string }> {
  const folder = toolsFolder();
  await makeFolder(folder);
  const work = await mkdtemp(join(folder, '.fetch-'));
  try {
    await fetchRelease(work, signal);
    const program = join(work, PROGRAM_FILE);
    const [bytes, checksums] = [await readFile(program), await readFile(join(work, CHECKSUMS_FILE), 'utf8')];
    const hash = createHash('sha256').update(bytes).digest('hex');
    const listed = checksums.split('\n').some(
      (line) =>
        line
          .trim()
          .split(/\s+\*?/)
          .join(' ') === `${hash} ${YTDLP_FILE}`,
    );
    if (!listed) throw installFailed('the file does not match the checksum of its release');
    await chmod(program, 0o755);
    const answer = await ytdlpVersion(program, signal);
    if ('reason' in answer) throw installFailed(`it does not run on this machine: ${answer.reason}`);
    if (isOlder(answer.version, YTDLP_FLOOR)) throw installFailed(`release ${answer.version} has known security holes`);
    const path = join(folder, YTDLP_FILE);
    await rename(program, path);
    return { path, version: answer.version };
  } catch (cause) {
    throw cause instanceof AppError ? cause : installFailed(describeUnknown(cause), cause);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchFromGithub(folder: string, signal: AbortSignal): Promise<void> {
  const script = fileURLToPath(import.meta.url).replace(/install\.(ts|js)$/, 'fetch-release.$1');
  const authority = process.env['NODE_EXTRA_CA_CERTS'];
  const run = await runScript({
    script,
    args: [folder],
    signal,
    wallMs: FETCH_DEADLINE_MS,
    ...(authority === undefined ? {} : { env: { NODE_EXTRA_CA_CERTS: authority } }),
  });
  if (run.code === 0) return;
  const reason = /^.*Error: .*$/m.exec(run.stderr)?.[0] ?? `${basename(script)} ended with ${run.code}`;
  throw installFailed(run.ended === 'itself' ? reason : 'GitHub did not answer in time');
}

function installFailed(reason: string, cause?: unknown): AppError {
  return new AppError(
    'source-failed',
    {
      what: `yt-dlp could not be installed (${reason}).`,
      meaning: 'The one installed before, if any, is unchanged.',
      action: 'Check your connection to github.com and try again, or install yt-dlp yourself and set VOXLANE_YTDLP.',
    },
    { cause },
  );
}
