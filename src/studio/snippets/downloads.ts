import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { downloadsFolderOf, type Library } from '../queue/library.ts';

/** So long a page may fetch what was made for it. */
const KEPT_MS = 3_600_000;

/** A new path for what is made for a page out of a job; what is older than an hour goes. Throws what `makeFolder` throws. */
export async function newDownload(library: Library, jobId: number): Promise<string> {
  const downloads = downloadsFolderOf(library);
  await makeFolder(downloads);
  await removeWhere(downloads, async (_name, path) => {
    const touched = (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity;
    return Date.now() - touched > KEPT_MS;
  });
  return join(downloads, `${jobId}-${randomBytes(12).toString('hex')}`);
}

/** Removes what was made out of a job that goes. Never rejects. */
export async function removeDownloads(library: Library, jobId: number): Promise<void> {
  await removeWhere(downloadsFolderOf(library), (name) => name.startsWith(`${jobId}-`));
}

async function removeWhere(
  downloads: string,
  goes: (name: string, path: string) => boolean | Promise<boolean>,
): Promise<void> {
  for (const name of await readdir(downloads).catch(() => [])) {
    const path = join(downloads, name);
    // What cannot be removed now is swept at the next start.
    if (await goes(name, path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
