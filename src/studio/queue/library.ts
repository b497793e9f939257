import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { artifactPath, sweepArtifacts } from '../../platform/storage/artifact-files.ts';
import { artifactsTable } from '../../platform/store/artifacts-table.ts';
import { documentsTable } from '../../platform/store/documents-table.ts';
import { jobsTable } from '../../platform/store/jobs-table.ts';
import { mediaTable } from '../../platform/store/media-table.ts';
import { openStore, type Store } from '../../platform/store/open-store.ts';
import { speedTable } from '../../platform/store/speed-table.ts';
import { stageRunsTable } from '../../platform/store/stage-runs-table.ts';
import type { StoredArtifact } from '../../engine/protocol/jobs.ts';
import { toAppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';

/** An open library: its database, its files and the jobs that run now. */
export interface Library {
  readonly folder: string;
  readonly log: Logger;
  readonly store: Store;
  readonly jobs: ReturnType<typeof jobsTable>;
  readonly media: ReturnType<typeof mediaTable>;
  readonly stageRuns: ReturnType<typeof stageRunsTable>;
  readonly documents: ReturnType<typeof documentsTable>;
  readonly speeds: ReturnType<typeof speedTable>;
  readonly artifacts: ReturnType<typeof artifactsTable>;
  /** Stops a running job, by job id. */
  readonly running: Map<number, AbortController>;
}

const POLL_MS = 100;

/** Opens a library as its owner, waiting up to `patienceMs` for one who only looks something up. */
export async function openLibraryPatiently(folder: string, log: Logger, patienceMs: number): Promise<Library> {
  for (const end = performance.now() + patienceMs; ; await sleep(POLL_MS)) {
    try {
      return await openLibrary(folder, log);
    } catch (error) {
      if (toAppError(error).code !== 'store-locked' || performance.now() > end) throw error;
    }
  }
}

/**
 * Opens a library as its owner. A job that a process now gone left running is queued again: it continues from its
 * checkpoints. Throws what `openStore` throws.
 */
export async function openLibrary(folder: string, log: Logger): Promise<Library> {
  const store = await openStore(folder, { log });
  const { db } = store;
  const jobs = jobsTable(db);
  try {
    store.commit(() => jobs.requeueRunning());
  } catch (error) {
    store.close();
    throw error;
  }
  return {
    folder,
    log,
    store,
    jobs,
    media: mediaTable(db),
    stageRuns: stageRunsTable(db),
    documents: documentsTable(db),
    speeds: speedTable(db),
    artifacts: artifactsTable(db),
    running: new Map(),
  };
}

/** Where a job keeps its work in progress. Nobody else uses this folder. */
export function workFolderOf(library: Library, jobId: number): string {
  return join(library.folder, 'work', String(jobId));
}

/** Where outputs of stages are kept, by the hash of their content. */
export function artifactsFolderOf(library: Library): string {
  return join(library.folder, 'artifacts');
}

/** What earlier jobs found out about a recording. */
export function storedArtifacts(library: Library, contentId: string): StoredArtifact[] {
  const folder = artifactsFolderOf(library);
  return library.artifacts
    .ofContent(contentId)
    .map(({ key, hash }) => ({ key, hash, path: artifactPath(folder, hash) }));
}

/**
 * Removes files that belong to nothing any more: outputs that no job uses, and work in progress of jobs that are done or
 * gone. A crash between a commit and the removal of a file leaves such.
 */
export async function sweepLibrary(library: Library): Promise<void> {
  const { jobs, artifacts, store } = library;
  if (artifacts.unreferenced().length > 0) store.commit(() => artifacts.removeUnreferenced());
  await sweepArtifacts(artifactsFolderOf(library), artifacts.hashes());
  const names = await readdir(join(library.folder, 'work')).catch(() => []);
  const ids = names.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
  await removeWork(
    library,
    ids.filter((id) => ['done', undefined].includes(jobs.get(id)?.state)),
  );
}

/** Removes the work in progress of jobs that need none any more. */
export async function removeWork(library: Library, jobIds: readonly number[]): Promise<void> {
  for (const id of jobIds) await rm(workFolderOf(library, id), { recursive: true, force: true });
}
