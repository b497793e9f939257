import { rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { type OwnerLock, takeOwnership } from '../../platform/store/owner-lock.ts';
import { forgetWithoutPart } from '../../platform/ytdlp/part-state.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { folderFailed } from './source-errors.ts';

const POLL_MS = 200;
/** As long as the other download may take. */
const WAIT_MS = 24 * 3_600_000;

/**
 * Runs `work` as the only one, in this process or another, that downloads into a job folder; a second one waits for the
 * first. Afterwards the folder stays only if it holds a part to continue. Throws `output-failed`, `disk-full`,
 * `cancelled`, and what `work` throws.
 */
export async function withJobFolder<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const lock = await lockFolder(folder, signal);
  try {
    return await work();
  } finally {
    await leave(folder, lock);
  }
}

/** What cannot be removed here is found by the next attempt; it must not hide how the work went. */
async function leave(folder: string, lock: OwnerLock): Promise<void> {
  try {
    await forgetWithoutPart(folder);
  } catch {
    // The next attempt prepares the folder anyway.
  }
  try {
    lock.release();
    await rmdir(folder);
  } catch {
    // A part to continue is in it, the next download has begun, or nothing can be written here any more.
  }
}

async function lockFolder(folder: string, signal: AbortSignal): Promise<OwnerLock> {
  const giveUpAt = performance.now() + WAIT_MS;
  for (;;) {
    if (signal.aborted) throw cancelled(signal.reason);
    await makeFolder(folder);
    try {
      return takeOwnership(folder);
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      // The one before may have removed the folder just now.
      const gone = (await stat(folder).catch(() => undefined)) === undefined;
      const waits = gone || cause.code === 'store-locked';
      if (!waits || performance.now() > giveUpAt) throw folderFailed(dirname(folder), cause.cause ?? cause);
    }
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}
