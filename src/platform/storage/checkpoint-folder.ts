import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckpointStore } from '../../core/ports/checkpoints.ts';
import { AppError } from '../../shared/app-error.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';

const KEY = /^[a-z0-9_-]+(\/[a-z0-9_-]+)*$/;

/**
 * Checkpoints as JSON files below one folder. Each write is a temporary file, fsync and rename, so after kill -9 a
 * checkpoint is whole or absent. A file that does not parse counts as absent: the work is done again.
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
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomic(path, JSON.stringify(value));
    },
  };
}

function badKey(key: string): AppError {
  return new AppError('internal', {
    what: `A checkpoint was addressed by the key "${key}".`,
    meaning: 'Keys may hold lower-case letters, digits, dashes and slashes only; nothing was written.',
    action: 'Report this message.',
  });
}
