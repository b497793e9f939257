import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';

/** Keeps the state of limiters in a folder, one small file each. */
export function fileLimiterStore(folder: string): LimiterStore {
  const fileOf = (key: string): string =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  const last = new Map<string, Promise<void>>();
  return {
    load: (key) =>
      readFile(fileOf(key), 'utf8').catch((cause: unknown) => {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
        throw cause;
      }),
    save(key, state) {
      const write = async (): Promise<void> => {
        await makeFolder(folder);
        await writeFileAtomic(fileOf(key), state);
      };
      // One after the other, so that the newest state is what stays.
      const saved = (last.get(key) ?? Promise.resolve()).then(write, write);
      last.set(key, saved);
      return saved;
    },
  };
}
