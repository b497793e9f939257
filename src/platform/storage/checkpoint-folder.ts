import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckpointStore } from '../../core/ports/checkpoints.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';
import { makeFolder } from './make-folder.ts';

/** One removal can meet a write more than once, since it goes file by file. */
const ATTEMPTS = 3;
const KEY = /^[a-z0-9_-]+(\/[a-z0-9_-]+)*$/;

/**
 * Checkpoints as JSON files below one folder. Each write is a temporary file, fsync and rename, so after kill -9 a
 * checkpoint is whole or absent. A file that does not parse counts as absent: the work is done again.
 * `write` throws `AppError` `output-failed` or `disk-full`.
 */
export function openCheckpointFolder(folder: string): CheckpointStore {
  const fileOf = (key: string): string => {
    if (!KEY.test(key)) throw badKey(key);
    return join(folder, `${key}.json`);
  };
  return {
    async read(key) {
      const text = await readFile(fileOf(key), 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
    },
    async write(key, value) {
      const path = fileOf(key);
      await writeWorkFile(path, JSON.stringify(value));
    },
    async list(subfolder) {
      if (!KEY.test(subfolder)) throw badKey(subfolder);
      const names = await readdir(join(folder, subfolder)).catch(() => []);
      const keys = names.filter((name) => name.endsWith('.json')).map((name) => `${subfolder}/${name.slice(0, -5)}`);
      return keys.filter((key) => KEY.test(key)).sort();
    },
  };
}

/**
 * Writes a file below a work folder, making the folders. Another process that has finished the same work may remove them
 * at any moment, so it is tried again when they are gone. Throws `AppError` `output-failed` or `disk-full`.
 */
export async function writeWorkFile(path: string, content: string | Uint8Array): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await makeFolder(dirname(path));
      return await writeFileAtomic(path, content);
    } catch (cause) {
      if (attempt === ATTEMPTS || !isGone(cause)) throw cannotKeep(dirname(path), toAppError(cause));
    }
  }
}

/** EEXIST: the folder went between the attempt to make it and the look at what is there. */
function isGone(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && (at.code === 'ENOENT' || at.code === 'EEXIST')) return true;
  return false;
}

function cannotKeep(folder: string, cause: AppError): AppError {
  return new AppError(
    cause.code,
    {
      what: `Work in progress cannot be kept in ${folder}: ${cause.parts.what}`,
      meaning: 'The recording was not processed to its end; the recording itself is unchanged.',
      action:
        'Make room or get the right to write there; or choose another library with --home, or for `voxlane transcribe` set VOXLANE_CACHE to another folder.',
    },
    { cause },
  );
}

function badKey(key: string): AppError {
  return new AppError('internal', {
    what: `A checkpoint was addressed by the key "${key}".`,
    meaning: 'Keys may hold lower-case letters, digits, dashes and slashes only; nothing was written.',
    action: 'Report this message.',
  });
}
