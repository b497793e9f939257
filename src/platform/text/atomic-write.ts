import { type FileHandle, lstat, open, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { temporaryName } from './temporary-name.ts';

/** Errors that mean the folder cannot be synced here (Windows, some network file systems), not that the file is at risk. */
const UNSYNCABLE = new Set(['EINVAL', 'EISDIR', 'EPERM', 'EACCES', 'ENOTSUP', 'EBADF']);

/**
 * Writes a whole file or nothing: a temporary file in the same folder, every write checked, flushed to disk, renamed
 * over the target, folder flushed. An existing file keeps its permissions; a symbolic link keeps pointing and its target
 * is replaced. Text is written as UTF-8; pieces of text are written one after the other, never held together.
 * Throws `AppError` `disk-full` or `output-failed` with the path; the old file is then untouched and no temporary is left.
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  let temporary: string | undefined;
  try {
    const target = await resolveTarget(path);
    // A short name of its own: the target's may already be as long as names can be.
    temporary = join(dirname(target.path), temporaryName());
    await writeAndSync(temporary, pieces, target.mode);
    await rename(temporary, target.path);
    temporary = undefined;
    await syncFolder(dirname(target.path));
  } catch (cause) {
    if (temporary !== undefined) await unlink(temporary).catch(ignoreMissing);
    throw cause instanceof AppError ? cause : writeError(path, cause);
  }
}

async function resolveTarget(path: string): Promise<{ readonly path: string; readonly mode: number | undefined }> {
  const real = await realpath(path).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return path;
    throw cause;
  });
  const stats = await lstat(real).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  });
  // A link whose target is missing: replacing it would quietly move the file.
  if (stats?.isSymbolicLink() === true) throw notAFile(path, 'a link to nothing');
  if (stats !== undefined && !stats.isFile())
    throw notAFile(path, stats.isDirectory() ? 'a folder' : 'a device or pipe');
  return { path: real, mode: stats === undefined ? undefined : stats.mode & 0o777 };
}

async function writeAndSync(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  mode: number | undefined,
): Promise<void> {
  const file = await open(path, 'wx', mode ?? 0o666);
  try {
    if (mode !== undefined) await file.chmod(mode);
    for (const piece of pieces) await writeAll(file, typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    if (bytesWritten === 0) throw new Error('the system wrote nothing');
    done += bytesWritten;
  }
}

/** Makes the names in a folder survive a loss of power, where the system can. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (cause) {
    if (!UNSYNCABLE.has(codeOf(cause) ?? '')) throw cause;
  }
}

function ignoreMissing(cause: unknown): void {
  if (codeOf(cause) !== 'ENOENT') throw cause;
}

function codeOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

function notAFile(path: string, kind: string): AppError {
  return new AppError(
    'output-failed',
    {
      what: `${path} is ${kind}, not a file.`,
      meaning: 'Nothing was written.',
      action: 'Choose another name or folder for the output.',
    },
    { details: { path } },
  );
}

function writeError(path: string, cause: unknown): AppError {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      {
        what: `The disk is full; ${path} was not written.`,
        meaning: 'No half-written file was left, and an older file of that name is unchanged.',
        action: 'Free some space or choose another folder, then export again.',
      },
      { cause, details: { path } },
    );
  }
  return new AppError(
    'output-failed',
    {
      what: `${path} could not be written (${describeUnknown(cause)}).`,
      meaning: 'No half-written file was left, and an older file of that name is unchanged.',
      action: 'Check that the folder exists, that you may write in it and that the name is allowed there.',
    },
    { cause, details: { path, ...(code === undefined ? {} : { systemCode: code }) } },
  );
}
