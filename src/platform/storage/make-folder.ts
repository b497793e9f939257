import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { isDiskFull } from './free-space.ts';

/**
 * Makes a folder and those above it that are missing. One by one, because Node's recursive mkdir never returns on file
 * systems that answer ENOENT for a folder that cannot be made, such as /proc. Throws `AppError` `output-failed` or `disk-full`.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeEach(path);
  } catch (cause) {
    const full = isDiskFull(cause);
    throw new AppError(
      full ? 'disk-full' : 'output-failed',
      {
        what: `The folder ${path} could not be made (${describeUnknown(cause)}).`,
        meaning: 'Nothing was written there.',
        action: full ? 'Free some space or choose another folder.' : 'Choose a folder that you may write in.',
      },
      { cause, details: { path } },
    );
  }
}

async function makeEach(path: string): Promise<void> {
  const parent = dirname(path);
  try {
    await mkdir(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' && parent !== path) {
      await makeEach(parent);
      await mkdir(path).catch((again: unknown) => acceptExisting(path, again));
    } else await acceptExisting(path, cause);
  }
}

/** Some file systems answer EROFS or EPERM rather than EEXIST for a folder that is there. */
async function acceptExisting(path: string, cause: unknown): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory() !== true) throw cause;
}

/**
 * Why files cannot be written in this folder, or `undefined` when it exists and may be written in, or can probably be
 * made. Makes nothing, so a job that fails or is cancelled leaves no empty folder.
 */
export async function findFolderProblem(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return `${path} is not a folder`;
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (cause) {
    const parent = dirname(path);
    const code = codeOf(cause);
    if ((code === 'ENOENT' || code === 'ENOTDIR') && parent !== path) return findFolderProblem(parent);
    return describeUnknown(cause);
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
