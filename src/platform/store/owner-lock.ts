import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { isDiskFull } from '../storage/free-space.ts';
import { processStart } from '../process/process-start.ts';

const ownerSchema = z.object({ pid: z.int().positive(), started: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Held by the one process that may open a library. */
export interface OwnerLock {
  release(): void;
}

/** More rounds than this mean that the file system does not do what it says. */
const MAX_ROUNDS = 8;

/**
 * Makes this process the owner of a library folder. The lock file names process id and start time, so a number that the
 * system gave to another process is not mistaken for the owner; the lock of a dead process is taken over.
 * Throws `AppError` `store-locked` naming the living owner, `disk-full`, or `output-failed` when nothing can be
 * written there.
 */
export function takeOwnership(folder: string): OwnerLock {
  const lock = join(folder, 'owner.lock');
  const own = JSON.stringify({ pid: process.pid, started: processStart(process.pid) ?? '' });
  const temporary = join(folder, `.owner-${process.pid}-${performance.now()}.tmp`);
  try {
    writeFileSync(temporary, own);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (tryLink(temporary, lock)) return { release: () => release(lock, own) };
      const text = readIfThere(lock);
      if (text === undefined) continue;
      const owner = parseOwner(text);
      if (owner !== undefined && isLiving(owner)) throw storeLocked(folder, owner.pid);
      moveAside(lock, text, `${temporary}.stale`);
    }
    throw storeLocked(folder, undefined);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw cannotLock(folder, cause);
  } finally {
    tidyUp(temporary);
  }
}

/** The error for a library that another process has open. */
export function storeLocked(folder: string, pid: number | undefined): AppError {
  return new AppError(
    'store-locked',
    {
      what: `The library ${folder} is in use by ${pid === undefined ? 'another process' : `process ${pid}`}.`,
      meaning: 'Only one process may change it at a time; nothing was changed.',
      action: 'Wait until it ends or stop it, or choose another library with --home.',
    },
    { details: pid === undefined ? {} : { pid } },
  );
}

/** A hard link appears with its content or not at all; file systems without links get an exclusive write. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(cause))) throw cause;
  }
  try {
    writeFileSync(to, readFileSync(from), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
}

/** Takes a dead owner's lock away; if a new owner's was caught instead, it is put back. */
function moveAside(lock: string, expected: string, aside: string): void {
  try {
    renameSync(lock, aside);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return;
    throw cause;
  }
  if (readFileSync(aside, 'utf8') !== expected) tryLink(aside, lock);
  removeIfThere(aside);
}

function isLiving(owner: Owner): boolean {
  const started = processStart(owner.pid);
  return started !== undefined && (started === '' || owner.started === '' || started === owner.started);
}

function parseOwner(text: string): Owner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function release(lock: string, own: string): void {
  if (readIfThere(lock) === own) removeIfThere(lock);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cause;
  }
}

/** A folder that cannot be written in keeps its own error; whatever else stopped the removal costs a few bytes. */
function tidyUp(path: string): void {
  try {
    removeIfThere(path);
  } catch (cause) {
    if (codeOf(cause) !== 'EROFS') throw cause;
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function cannotLock(folder: string, cause: unknown): AppError {
  const full = isDiskFull(cause);
  return new AppError(
    full ? 'disk-full' : 'output-failed',
    {
      what: `The library ${folder} cannot be used (${describeUnknown(cause)}).`,
      meaning: 'Nothing was changed.',
      action: full
        ? 'Free some space, then try again.'
        : 'Get the right to write there, or choose another library with --home.',
    },
    { cause, details: { path: folder } },
  );
}
