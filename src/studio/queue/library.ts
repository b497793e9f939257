import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { artifactPath, sweepArtifacts } from '../../platform/storage/artifact-files.ts';
import { artifactsTable } from '../../platform/store/artifacts-table.ts';
import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import { jobsTable } from '../../platform/store/jobs-table.ts';
import { tableLimiterStore } from '../../platform/store/limiters-table.ts';
import { mediaTable } from '../../platform/store/media-table.ts';
import { openStore } from '../../platform/store/open-store.ts';
import { speedTable } from '../../platform/store/speed-table.ts';
import { stageRunsTable } from '../../platform/store/stage-runs-table.ts';
import { voicesTable } from '../../platform/store/voices-table.ts';
import { removeStrayTemporaries } from '../../platform/text/temporary-name.ts';
import type { StoredArtifact } from '../../engine/protocol/jobs.ts';
import { settlesWithin } from '../../engine/host/settles-within.ts';
import { describeUnknown, toAppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import { type DocumentLibrary, documentLibrary } from '../documents/document-library.ts';
import { LanguageRuns } from '../language/language-runs.ts';
import { WarmModels } from '../llm/local/warm-models.ts';
import { createPlayback, type Playback } from '../media/playback.ts';
import { LiveText } from './live-text.ts';
import { RunningRecognisers } from './running-recognisers.ts';
import { type SettingsLibrary, settingsLibrary } from '../settings/settings.ts';
import { Spellers } from '../spelling/spellers.ts';

/** An open library: its database, its files and the jobs that run now. */
export interface Library extends DocumentLibrary, SettingsLibrary {
  readonly folder: string;
  readonly log: Logger;
  readonly jobs: ReturnType<typeof jobsTable>;
  readonly media: ReturnType<typeof mediaTable>;
  readonly stageRuns: ReturnType<typeof stageRunsTable>;
  readonly speeds: ReturnType<typeof speedTable>;
  readonly artifacts: ReturnType<typeof artifactsTable>;
  readonly voices: ReturnType<typeof voicesTable>;
  /** Jobs that run now, by job id. */
  readonly running: Map<number, RunningJob>;
  readonly live: LiveText;
  readonly recognisers: RunningRecognisers;
  /** What is known of recordings while this process has the library open. */
  readonly playback: Playback;
  /** Dictionaries in use. */
  readonly spelling: Spellers;
  readonly llmLimits: LimiterStore;
  /** Language models of this computer that are in memory; whoever closes the library ends them. */
  readonly warmModels: WarmModels;
  readonly languageRuns: LanguageRuns;
}

/** A job in work: how to stop it, and when nothing of it works any more. */
interface RunningJob {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** An engine that was told to stop is killed long before. */
const STOPPING_MS = 10_000;

const POLL_MS = 100;

/** When this process began. */
const STARTED_MS = Date.now();

const LANGUAGE_WORK = 'language-work';

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
    ...documentLibrary(store),
    ...settingsLibrary(store),
    folder,
    log,
    jobs,
    media: mediaTable(db),
    stageRuns: stageRunsTable(db),
    speeds: speedTable(db),
    artifacts: artifactsTable(db),
    voices: voicesTable(db),
    running: new Map(),
    live: new LiveText(),
    recognisers: new RunningRecognisers(),
    playback: createPlayback(),
    spelling: new Spellers(),
    llmLimits: tableLimiterStore(store),
    warmModels: new WarmModels(log),
    languageRuns: new LanguageRuns(),
  };
}

/** Where a job keeps its work in progress. Nobody else uses this folder. */
export function workFolderOf(library: Library, jobId: number): string {
  return join(library.folder, 'work', String(jobId));
}

/** Where language models keep finished parts of unfinished work over the document of a job. */
export function languageFolderOf(library: Library, jobId: number): string {
  return join(library.folder, LANGUAGE_WORK, String(jobId));
}

/** Where outputs of stages are kept, by the hash of their content. */
export function artifactsFolderOf(library: Library): string {
  return join(library.folder, 'artifacts');
}

/** Where files lie that were made for a page to fetch. */
export function downloadsFolderOf(library: Library): string {
  return join(library.folder, 'downloads');
}

/** What earlier jobs found out about a recording. */
export function storedArtifacts(library: Library, contentId: string): StoredArtifact[] {
  const folder = artifactsFolderOf(library);
  return library.artifacts
    .ofContent(contentId)
    .map(({ key, hash }) => ({ key, hash, path: artifactPath(folder, hash) }));
}

/**
 * Removes files that belong to nothing any more: outputs that no job uses, work in progress and reports of jobs that are
 * done with them or gone. A crash between a commit and the removal of a file leaves such. What cannot be removed stays, with
 * a warning, and keeps no job from running. Throws `disk-full` only.
 */
export async function sweepLibrary(library: Library): Promise<void> {
  const { jobs, artifacts, store, log, folder } = library;
  if (artifacts.unreferenced().length > 0) store.commit(() => artifacts.removeUnreferenced());
  await sweepArtifacts(artifactsFolderOf(library), artifacts.hashes()).catch((error: unknown) =>
    log.warn(toAppError(error).message),
  );
  const worked = (await readdir(join(folder, 'work')).catch(() => [])).map(Number);
  const needed = (id: number): boolean => {
    const row = jobs.get(id);
    return row !== undefined && row.state !== 'done' && row.listed === 1;
  };
  await removeWork(
    library,
    worked.filter((id) => Number.isSafeInteger(id) && id > 0 && !needed(id)),
  );
  for (const name of await readdir(join(folder, LANGUAGE_WORK)).catch(() => [])) {
    const id = Number(name);
    if (Number.isSafeInteger(id) && id > 0 && library.documents.newest(id) === 0)
      await removeQuietly(library, join(folder, LANGUAGE_WORK, name));
  }
  for (const name of await readdir(downloadsFolderOf(library)).catch(() => [])) {
    const path = join(downloadsFolderOf(library), name);
    // The tokens of what was made before this process are gone; a page may still be fetching the others.
    const made = (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity;
    if (made < STARTED_MS) await removeQuietly(library, path);
  }
  for (const name of ['', 'mailbox', 'reports']) await removeStrayTemporaries(join(folder, name));
  for (const name of await readdir(join(folder, 'reports')).catch(() => [])) {
    const id = Number(/^job-(\d+)\.(json|txt)$/.exec(name)?.[1]);
    if (Number.isSafeInteger(id) && jobs.get(id) === undefined)
      await removeQuietly(library, join(folder, 'reports', name));
  }
}

/** Removes the work in progress of jobs that need none any more, once nothing of them works. Never rejects. */
export async function removeWork(library: Library, jobIds: readonly number[]): Promise<void> {
  const ended = jobIds.flatMap((id) => library.running.get(id)?.ended ?? []);
  await settlesWithin(Promise.all(ended), STOPPING_MS);
  for (const id of jobIds) await removeOwnWork(library, id);
}

/** The same for a job that is just ending, which must not wait for itself. */
export async function removeOwnWork(library: Library, jobId: number): Promise<void> {
  await removeQuietly(library, workFolderOf(library, jobId));
}

/** What is left behind is swept at the next start. */
async function removeQuietly({ log }: Library, path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) =>
    log.warn(`${path} could not be removed (${describeUnknown(error)}).`),
  );
}
