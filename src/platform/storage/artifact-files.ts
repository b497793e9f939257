import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { syncFolder } from '../text/atomic-write.ts';
import { makeFolder } from './make-folder.ts';

const HASH = /^[0-9a-f]{64}$/;
/** A file that nobody knows may be about to be recorded; younger ones than this are left alone. */
const SETTLE_MS = 60_000;

let copies = 0;

/** Where the file with this SHA-256 is in a folder of artifacts. Throws `internal` for what is no such hash. */
export function artifactPath(folder: string, hash: string): string {
  if (!HASH.test(hash)) throw notAHash(hash);
  return join(folder, hash.slice(0, 2), hash);
}

/** A file whose content is what its hash says; `undefined` when it is gone or something else stands there. */
export async function readWhole(path: string, hash: string): Promise<Buffer | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === hash ? bytes : undefined;
}

/**
 * Keeps a file under its content's SHA-256 and returns its new place: as a second name where the file system has hard
 * links, else as a copy that is on the disk before it gets its name. A kept file that is whole stays as it is; a
 * damaged one is replaced. `undefined` when the file is gone or is not what the hash says: then nothing is kept.
 * Throws `AppError` `disk-full` or `output-failed`.
 */
export async function keepArtifact(folder: string, path: string, hash: string): Promise<string | undefined> {
  const target = artifactPath(folder, hash);
  if ((await hashOf(target)) === hash) return target;
  if ((await hashOf(path)) !== hash) return undefined;
  // Two jobs over one recording may come with the same at the same time.
  const part = `${target}.${process.pid}-${copies++}.part`;
  try {
    await makeFolder(dirname(target));
    await rm(part, { force: true });
    const linked = await link(path, part).then(
      () => true,
      () => false,
    );
    if (!linked) await copyFile(path, part, constants.COPYFILE_EXCL);
    await sync(part);
    // Both may have changed since they were looked at.
    if ((await hashOf(part)) !== hash) {
      await rm(part, { force: true });
      return undefined;
    }
    await rename(part, target);
    await syncFolder(dirname(target));
    // A rename between two names of one file leaves both.
    await rm(part, { force: true });
    return target;
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw cause instanceof AppError ? cause : cannotKeep(target, cause);
  }
}

/**
 * Removes the files of a folder of artifacts whose hash is not among the known ones, and what interrupted copies left.
 * Files younger than a minute stay. Returns how many were removed. Throws `AppError` `output-failed`.
 */
export async function sweepArtifacts(
  folder: string,
  known: ReadonlySet<string>,
  nowMs: number = Date.now(),
): Promise<number> {
  let removed = 0;
  for (const group of await namesIn(folder)) {
    if (!/^[0-9a-f]{2}$/.test(group)) continue;
    for (const name of await namesIn(join(folder, group))) {
      const ours = HASH.test(name) ? !known.has(name) : /^[0-9a-f]{64}\.\d+(?:-\d+)?\.part$/.test(name);
      const path = join(folder, group, name);
      if (!ours || !(await isSettled(path, nowMs))) continue;
      await rm(path, { force: true }).catch((cause: unknown) => {
        throw cannotKeep(path, cause);
      });
      removed++;
    }
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** By the time of the name, which a second name changes, rather than that of the content. */
async function isSettled(path: string, nowMs: number): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() === true && nowMs - info.ctimeMs >= SETTLE_MS;
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

function cannotKeep(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new AppError(
    full ? 'disk-full' : 'output-failed',
    {
      what: full ? `The disk is full; ${path} was not kept.` : `${path} could not be kept (${describeUnknown(cause)}).`,
      meaning: 'The result of the job is not affected; a later run has to do this step again.',
      action: full ? 'Free some space.' : 'Check that you may write in the library folder.',
    },
    { cause, details: { path } },
  );
}

function notAHash(text: string): AppError {
  return new AppError('internal', {
    what: `A stored result was addressed by "${text.slice(0, 80)}".`,
    meaning: 'That is not a SHA-256 in lower-case hexadecimal digits; nothing was read or written.',
    action: 'Report this message.',
  });
}
