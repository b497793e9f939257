import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { artifactPath, keepArtifact } from '../../platform/storage/artifact-files.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { stageKey } from '../../platform/storage/stage-key.ts';
import { AppError } from '../../shared/app-error.ts';
import { artifactsFolderOf, type Library } from '../queue/library.ts';

/** A file made for the page. It is kept like a stage's output, so it goes with the last job that uses it. */
export interface PageFile {
  readonly jobId: number;
  /** E.g. `proxy`. */
  readonly stage: string;
  readonly track: number;
  readonly contentId: string;
}

/** Where a file is that was made before; `undefined` when there is none, or it is damaged. */
export async function keptFile(library: Library, file: PageFile): Promise<string | undefined> {
  const { jobId, stage, track, contentId } = file;
  const row = library.artifacts
    .ofJob(jobId)
    .find((kept) => kept.stage === stage && kept.track === track && kept.contentId === contentId);
  if (row === undefined) return undefined;
  const path = artifactPath(artifactsFolderOf(library), row.hash);
  const info = await stat(path).catch(() => undefined);
  return info?.size === row.bytes ? path : undefined;
}

/**
 * Has a file written and keeps it; returns its place. Throws what writing throws, and `output-failed` or `disk-full`;
 * nothing half-written is left.
 */
export async function makeFile(
  library: Library,
  file: PageFile,
  write: (path: string) => Promise<void>,
): Promise<string> {
  const { jobId, stage, track, contentId } = file;
  const key = stageKey({ stage, track, contentId, jobId });
  const part = join(library.folder, 'page', key);
  try {
    await makeFolder(dirname(part));
    await write(part);
    const hash = await hashOf(part);
    const place = await keepArtifact(artifactsFolderOf(library), part, hash);
    if (place === undefined) throw gone(part);
    const bytes = (await stat(place)).size;
    library.store.commit(() => library.artifacts.put({ key, hash, bytes, contentId, stage, track }, jobId));
    return place;
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function gone(path: string): AppError {
  return new AppError('output-failed', {
    what: `${path} changed while it was kept.`,
    meaning: 'Another program works in the library folder; nothing was kept.',
    action: 'Try again.',
  });
}
