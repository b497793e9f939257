import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '../../../shared/app-error.ts';
import { writeFailed } from './errors.ts';

/**
 * Keeps a second pull, import or removal of the same model out while `work` runs. A lock whose process is gone is taken
 * over. Throws `model-busy` when another process (or another call in this one) holds it.
 */
export async function withModelLock<T>(modelsFolder: string, id: string, work: () => Promise<T>): Promise<T> {
  const path = join(modelsFolder, `.lock-${id}`);
  await take(path, id);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Tries, 25 ms apart, before a lock without an owner's number counts as left over from a crash. */
const TRIES = 20;
const PAUSE_MS = 25;

async function take(path: string, id: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await writeFile(path, String(process.pid), { flag: 'wx' });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw writeFailed(path, cause);
    }
    const text = await readFile(path, 'utf8').catch(() => '');
    const owner = Number(text);
    if (Number.isInteger(owner) && owner > 0 && isAlive(owner)) throw busy(path, id, owner);
    // The file exists a moment before its owner's number is in it.
    if (text === '' && tries < TRIES) {
      await setTimeout(PAUSE_MS);
      continue;
    }
    if (tries >= TRIES + 2) throw busy(path, id, 0);
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(path: string, id: string, owner: number): AppError {
  return new AppError('model-busy', {
    what: `The model ${id} is being installed or removed by another Voxlane (process ${owner}).`,
    meaning: 'Nothing was changed here.',
    action: `Wait until it is done. If no other Voxlane runs, delete ${path}.`,
  });
}
