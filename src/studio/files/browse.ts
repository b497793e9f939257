import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, isAbsolute, join, parse, resolve } from 'node:path';
import type { FolderEntry, FolderListing, FolderPlace } from '../../contract/file-calls.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { MEDIA_EXTENSIONS } from '../../core/sources/media-extensions.ts';

const MOST_ENTRIES = 5000;
const KIND_ORDER: Readonly<Record<FolderEntry['kind'], number>> = { folder: 0, media: 1, other: 2 };

/**
 * Lists a folder; links are followed, what is neither file nor folder and what is hidden is left out. Throws
 * `options-invalid` for a path that is not absolute, `input-not-found`, and `input-unreadable` for what is no folder or
 * may not be read.
 */
export async function browseFolder(wanted: string | undefined, signal: AbortSignal): Promise<FolderListing> {
  const path = wanted ?? homedir();
  if (!isAbsolute(path) || path.includes('\0')) {
    throw failure('options-invalid', `"${path.slice(0, 200)}" is no whole path of a folder.`);
  }
  const folder = resolve(path);
  const names = await readdir(folder).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOENT') throw failure('input-not-found', `There is no folder ${folder}.`, cause);
    const what = code === 'ENOTDIR' ? `${folder} is no folder.` : `${folder} may not be read (${code}).`;
    throw failure('input-unreadable', what, cause);
  });
  const seen = names.filter((name) => !name.startsWith('.'));
  const entries: FolderEntry[] = [];
  for (const name of seen.slice(0, MOST_ENTRIES)) {
    if (signal.aborted) throw cancelled(signal.reason);
    const entry = await describeEntry(folder, name);
    if (entry !== undefined) entries.push(entry);
  }
  entries.sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || compareNames(a.name, b.name));
  const parent = dirname(folder);
  return {
    path: folder,
    ...(parent === folder ? {} : { parent }),
    entries,
    isCut: seen.length > MOST_ENTRIES,
  };
}

/** Folders that are there and worth starting from. */
export async function listPlaces(): Promise<FolderPlace[]> {
  const home = homedir();
  const wanted: FolderPlace[] = [
    { kind: 'home', path: home },
    { kind: 'desktop', path: join(home, 'Desktop') },
    { kind: 'downloads', path: join(home, 'Downloads') },
    { kind: 'music', path: join(home, 'Music') },
    { kind: 'videos', path: join(home, process.platform === 'darwin' ? 'Movies' : 'Videos') },
    { kind: 'root', path: parse(home).root },
  ];
  const there = await Promise.all(
    wanted.map(({ path }) =>
      stat(path).then(
        (info) => info.isDirectory(),
        () => false,
      ),
    ),
  );
  return wanted.filter((_, index) => there[index]);
}

async function describeEntry(folder: string, name: string): Promise<FolderEntry | undefined> {
  const path = join(folder, name);
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() === true) return { name, path, kind: 'folder' };
  if (info?.isFile() !== true) return undefined;
  const isMedia = MEDIA_EXTENSIONS.has(extname(name).slice(1).toLowerCase());
  return { name, path, kind: isMedia ? 'media' : 'other', bytes: info.size };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : 1);
}

function failure(
  code: 'options-invalid' | 'input-not-found' | 'input-unreadable',
  what: string,
  cause?: unknown,
): AppError {
  return new AppError(
    code,
    { what, meaning: 'Nothing of it can be shown.', action: 'Choose another folder.' },
    cause === undefined ? {} : { cause },
  );
}
