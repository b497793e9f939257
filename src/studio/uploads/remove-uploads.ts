import { statSync } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { describeUnknown } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { readSpec } from '../queue/row-spec.ts';

/** Where uploads are, below a library. */
export const UPLOADS = 'uploads';

/** Folder of one upload: the beginning of a hash of its content and name. */
const NAME = /^[0-9a-f]{32}$/;
/** An upload that is this young may be about to be queued. */
const FRESH_MS = 86_400_000;

/** The folder below `home` that an uploaded file lies in; nothing for any other file. */
export function uploadFolderOf(home: string, path: string): string | undefined {
  const [name = '', file, ...deeper] = relative(join(home, UPLOADS), path).split(sep);
  return NAME.test(name) && file !== undefined && deeper.length === 0 ? join(home, UPLOADS, name) : undefined;
}

/** The files that a job works on. */
function filesOf(row: JobRow): string[] {
  return [row.path, ...(readSpec(row)?.tracks ?? [])];
}

/** A file as it was uploaded: the same one, uploaded again, has another number on the disk. */
interface Upload {
  readonly path: string;
  readonly inode: number;
}

/** Uploads among the files of jobs. Ask before the jobs go, for `removeUploads` afterwards. */
export function uploadsOf(library: Library, jobIds: readonly number[]): Upload[] {
  const files = jobIds.flatMap((id) => {
    const row = library.jobs.get(id);
    return row === undefined ? [] : filesOf(row);
  });
  return [...new Set(files)].flatMap((path) => {
    const inode = uploadFolderOf(library.folder, path) === undefined ? undefined : inodeOf(path);
    return inode === undefined ? [] : [{ path, inode }];
  });
}

/**
 * Removes those uploads that no job of the queue or the library needs any more. One that was uploaded again meanwhile is
 * about to be queued. Never rejects.
 */
export async function removeUploads(library: Library, uploads: readonly Upload[]): Promise<void> {
  if (uploads.length === 0) return;
  const needed = neededFiles(library);
  for (const { path, inode } of uploads)
    if (!needed.has(path) && inodeOf(path) === inode) await removeUpload(library, path);
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/**
 * Removes uploads that were never queued, or whose job went while nobody was there to clear up; the youngest stay, as
 * somebody may be about to queue them. Never rejects.
 */
export async function sweepUploads(library: Library): Promise<void> {
  const folder = join(library.folder, UPLOADS);
  const needed = new Set([...neededFiles(library)].map(dirname));
  for (const name of (await readdir(folder).catch(() => [])).filter((each) => NAME.test(each))) {
    const own = join(folder, name);
    if (needed.has(own)) continue;
    const files = await readdir(own).catch(() => []);
    // Where something was written beside an upload, nobody can tell the two apart.
    if (files.length > 1) continue;
    const touched = (await stat(own).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - touched < FRESH_MS) continue;
    for (const file of files) await removeUpload(library, join(own, file));
    if (files.length === 0) await rmdir(own).catch(() => undefined);
  }
}

function neededFiles(library: Library): Set<string> {
  return new Set(library.jobs.listAll().flatMap(filesOf));
}

async function removeUpload({ log }: Library, path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    // It stays while there is something else in it.
    await rmdir(dirname(path)).catch(() => undefined);
  } catch (error) {
    log.warn(`${path} could not be removed (${describeUnknown(error)}).`);
  }
}
