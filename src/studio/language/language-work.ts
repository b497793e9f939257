import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointStore } from '../../core/ports/checkpoints.ts';
import { openCheckpointFolder } from '../../platform/storage/checkpoint-folder.ts';

/** The unfinished work of language models over one document. */
export interface LanguageWork {
  /** Of one piece of work: `of` is everything that decides its result, so nothing of another one is taken for it. */
  open(kind: string, of: unknown): Promise<CheckpointStore>;
  /** Removes what `open` gave: it is in the document now. */
  close(): Promise<void>;
}

/** Keeps work in `folder`. Of each kind there is only the newest piece. */
export function languageWork(folder: string): LanguageWork {
  const opened: string[] = [];
  return {
    async open(kind, of) {
      const name = `${kind}-${hashOf(JSON.stringify(of))}`;
      for (const other of await readdir(folder).catch(() => [])) {
        if (kindOf(other) === kind && other !== name) await remove(join(folder, other));
      }
      opened.push(join(folder, name));
      return openCheckpointFolder(join(folder, name));
    },
    async close() {
      for (const path of opened) await remove(path);
    },
  };
}

/** The folder of work over a file or recording that is in no library; `of` tells it from others. */
export function languageFolderOfFile(folder: string, of: string): string {
  return join(folder, `language-${hashOf(of)}`);
}

/** Kinds may begin alike: `translate-zh` and `translate-zh-Hant`. */
function kindOf(name: string): string | undefined {
  return /^(.+)-[0-9a-f]{32}$/.exec(name)?.[1];
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}
