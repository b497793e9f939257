import { open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type SourceDescription, writeSourceFile } from '../../core/sources/source-description.ts';
import type { SourceInfo } from '../../core/sources/source-info.ts';
import { writeFileAtomic } from '../../platform/text/atomic-write.ts';
import type { DownloadedRecording } from '../../platform/ytdlp/download-recording.ts';
import { AppError } from '../../shared/app-error.ts';
import { folderFailed } from './source-errors.ts';
import { readSourceFileAt } from './source-file.ts';

/** Which recording, and what the source says about it. */
export interface PlacedSource {
  readonly id: string;
  readonly url: string;
  readonly info: SourceInfo;
}

/** Path of the recording with this id if an earlier run left it whole in the folder. */
export async function findPlaced(folder: string, stem: string, id: string): Promise<string | undefined> {
  const taken = await takenStems(folder);
  for (const name of candidates(stem)) {
    if (!taken.has(fold(name))) return undefined;
    const description = await describedBy(folder, name);
    if (description?.id !== id) continue;
    const path = join(folder, description.media);
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile() === true && info.size === description.sizeBytes) return path;
  }
  return undefined;
}

/**
 * Moves a downloaded recording, its captions and its description into the folder as `stem`, or `stem-2`, ... if that
 * belongs to someone else. Every name is claimed before it is used, so of two downloads that end together neither
 * replaces the other's files, nor any file of the user. Returns the paths, the recording first. Throws `output-failed`,
 * `disk-full`; nothing is left under the names then.
 */
export async function placeRecording(
  folder: string,
  stem: string,
  source: PlacedSource,
  taken: DownloadedRecording,
): Promise<[string, ...string[]]> {
  try {
    await flush(taken.path);
    for (const name of candidates(stem)) {
      const files = await tryPlace(folder, name, source, taken);
      if (files !== undefined) return files;
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : folderFailed(folder, cause);
  }
  throw folderFailed(folder, `too many recordings called ${stem}`);
}

async function tryPlace(
  folder: string,
  name: string,
  { id, url, info }: PlacedSource,
  taken: DownloadedRecording,
): Promise<[string, ...string[]] | undefined> {
  const media = `${name}${extname(taken.path).toLowerCase()}`;
  const captions = taken.captions.map(({ language, path }) => {
    return { language, from: path, file: `${name}.${language}${extname(path)}` };
  });
  const { sizeBytes, durationMs = info.durationMs } = taken.media;
  const about = { id, url, sizeBytes, media, captions: captions.map(({ language, file }) => ({ language, file })) };
  const text = writeSourceFile(about, durationMs === undefined ? info : { ...info, durationMs });
  const sidecar = join(folder, `${name}.source.json`);
  const described = await describedBy(folder, name);
  const own = described?.id === id;
  if (own ? await hasContent(join(folder, described.media)) : (await takenStems(folder)).has(fold(name)))
    return undefined;

  const claimed: string[] = [];
  const moved: { readonly from: string; readonly to: string }[] = [];
  try {
    if (own) await writeFileAtomic(sidecar, text);
    else if (!(await claim(sidecar, claimed, text))) return undefined;
    const moves = [...captions, { from: taken.path, file: media }];
    for (const { file } of moves) {
      const path = join(folder, file);
      // Empty under our own description: a crash came between claiming the name and moving the file.
      if (!(await claim(path, claimed)) && !(own && !(await hasContent(path)))) {
        await release(claimed);
        return undefined;
      }
    }
    for (const { from, file } of moves) {
      const to = join(folder, file);
      await rename(from, to);
      moved.push({ from, to });
    }
    return [join(folder, media), ...captions.map(({ file }) => join(folder, file)), sidecar];
  } catch (cause) {
    for (const { from, to } of moved) await rename(to, from);
    await release(claimed);
    throw cause;
  }
}

function* candidates(stem: string): Generator<string> {
  yield stem;
  for (let copy = 2; copy <= 10_000; copy++) yield `${stem}-${copy}`;
}

/** Makes the file, with this text, unless there is one: false then. */
async function claim(path: string, claimed: string[], text?: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    claimed.push(path);
    try {
      if (text !== undefined) await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

async function release(claimed: readonly string[]): Promise<void> {
  for (const path of claimed) await unlink(path).catch(() => undefined);
}

/** Names that differ only in case or composition are one name on some file systems. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

async function takenStems(folder: string): Promise<Set<string>> {
  const names = await readdir(folder).catch(() => []);
  return new Set(
    names.flatMap((name) => [basename(name, extname(name)), name.replace(/\.source\.json$/i, '')].map(fold)),
  );
}

async function describedBy(folder: string, name: string): Promise<SourceDescription | undefined> {
  const file = await readSourceFileAt(join(folder, `${name}.source.json`));
  return file.kind === 'found' ? file.description : undefined;
}

async function hasContent(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info !== undefined && (info.size > 0 || !info.isFile());
}

/** To the disk before its name says that it is there. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
