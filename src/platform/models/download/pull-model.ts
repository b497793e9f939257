import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueEntry } from '../../../core/models/catalogue.ts';
import { type ModelManifest, modelManifestSchema } from '../../../core/models/manifest.ts';
import { makeFolder } from '../../storage/make-folder.ts';
import { describeWhisperFolder } from '../describe-whisper-folder.ts';
import { findInstalledIn } from '../model-store.ts';
import { checkSpace, DOWNLOAD_LIMITS, downloadFile, type DownloadLimits, type FetchedFile } from './download-file.ts';
import { installStaged, stagingFolder } from './install-folder.ts';
import { withModelLock } from './model-lock.ts';
import type { NetworkSettings } from './network-settings.ts';
import { type PlannedFile, planFiles } from './plan-files.ts';

/** Files of one model fetched at the same time. */
const PARALLEL_FILES = 3;

export interface PullProgress {
  /** Bytes on disk so far; never falls. */
  readonly receivedBytes: number;
  /** Absent while a file's size is not known. */
  readonly totalBytes: number | undefined;
}

export interface PullOptions {
  /** The user's models folder; made when missing. */
  readonly modelsFolder: string;
  readonly network: NetworkSettings;
  readonly signal: AbortSignal;
  readonly limits?: DownloadLimits;
  onProgress(progress: PullProgress): void;
}

export interface PulledModel {
  /** `present` when it was installed before and whole; nothing was fetched then. */
  readonly kind: 'installed' | 'present';
  readonly manifest: ModelManifest;
  readonly folder: string;
}

/**
 * Downloads a model of the catalogue and installs it. What is fetched is kept between tries; the model appears in the
 * store only when every file is there, checked and flushed. Hashes that nobody stated are pinned in its manifest.
 * Throws `AppError`, see `downloadFile`; `model-busy` when the model is being installed already.
 */
export async function pullModel(entry: CatalogueEntry, options: PullOptions): Promise<PulledModel> {
  await makeFolder(options.modelsFolder);
  return withModelLock(options.modelsFolder, entry.id, async () => {
    const present = await findInstalledIn(options.modelsFolder, entry.id);
    if (present !== undefined) return { kind: 'present', manifest: present.manifest, folder: present.folder };
    const limits = options.limits ?? DOWNLOAD_LIMITS;
    const { network, signal } = options;
    const pins = await readPins(options.modelsFolder, entry);
    const plan = await planFiles(entry, network, { signal, timeoutMs: limits.idleMs });
    const pinned = plan.map((file) => ({ ...file, sha256: file.sha256 ?? pins.get(file.path) }));
    const fetched = await fetchAll(pinned, entry, options, limits);
    const manifest = await describe(entry, pinned, fetched, stagingFolder(options.modelsFolder, entry.id));
    return { kind: 'installed', manifest, folder: await installStaged(options.modelsFolder, manifest) };
  });
}

/** Hashes from an earlier download of the same revision: a damaged model is repaired with the same bytes or not at all. */
async function readPins(modelsFolder: string, entry: CatalogueEntry): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(modelsFolder, entry.id, 'manifest.json'), 'utf8').catch(() => '{}');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return new Map();
  }
  const parsed = modelManifestSchema.safeParse(content);
  const source = parsed.success ? parsed.data.source : undefined;
  if (!parsed.success || source === undefined) return new Map();
  if (source.repository !== entry.repository || source.revision !== entry.revision) return new Map();
  return new Map(parsed.data.files.map((file) => [file.path, file.sha256]));
}

/** A few files at a time; the first that fails stops the others, whose bytes stay for the next try. */
async function fetchAll(
  plan: readonly PlannedFile[],
  entry: CatalogueEntry,
  options: PullOptions,
  limits: DownloadLimits,
): Promise<readonly FetchedFile[]> {
  const staging = stagingFolder(options.modelsFolder, entry.id);
  await makeFolder(staging);
  const known = plan.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  const progress = progressOf(plan, options);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const results: FetchedFile[] = [];
  const failures: unknown[] = [];
  const waiting = [...plan.entries()];
  await checkSpace({ target: staging }, known - (await stagedBytes(plan, staging)), limits.marginBytes);
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      const [index, file] = next;
      const order = { ...file, target: join(staging, file.path), label: `${entry.repository}/${file.path}` };
      try {
        const onBytes = (received: number, total: number | undefined): void => progress(index, received, total);
        results[index] = await downloadFile(order, { network: options.network, limits, signal, onBytes });
      } catch (error) {
        failures.push(error);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_FILES }, work));
  options.signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
}

async function stagedBytes(plan: readonly PlannedFile[], staging: string): Promise<number> {
  const sizes = plan.flatMap((file) => [file.path, `${file.path}.part`]).map((name) => stat(join(staging, name)));
  const infos = await Promise.allSettled(sizes);
  return infos.reduce((sum, info) => sum + (info.status === 'fulfilled' ? info.value.size : 0), 0);
}

function progressOf(
  plan: readonly PlannedFile[],
  options: PullOptions,
): (index: number, received: number, total: number | undefined) => void {
  const totals = plan.map((file) => file.bytes);
  const received = plan.map(() => 0);
  let shown = 0;
  return (index, bytes, total) => {
    received[index] = bytes;
    totals[index] ??= total;
    shown = Math.max(
      shown,
      received.reduce((sum, value) => sum + value, 0),
    );
    const totalBytes = totals.includes(undefined)
      ? undefined
      : totals.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    options.onProgress({ receivedBytes: shown, totalBytes });
  };
}

async function describe(
  entry: CatalogueEntry,
  plan: readonly PlannedFile[],
  fetched: readonly FetchedFile[],
  staging: string,
): Promise<ModelManifest> {
  const detected = entry.layout === 'whisper-onnx' ? await describeWhisperFolder(staging) : undefined;
  const commits = new Set(fetched.map((file) => file.commit));
  const [commit] = commits;
  return {
    schema: 1,
    id: entry.id,
    name: entry.name,
    task: entry.task,
    layout: entry.layout,
    fixture: false,
    licence: entry.licence,
    languages: entry.languages ?? detected?.languages ?? [],
    files: plan.map((file, index) => ({
      path: file.path,
      bytes: fetched[index]?.bytes ?? 0,
      sha256: fetched[index]?.sha256 ?? '',
    })),
    signature: entry.signature ?? { inputs: [], outputs: [] },
    ...(entry.params === undefined ? {} : { params: entry.params }),
    ...(entry.repository === undefined
      ? {}
      : {
          source: {
            repository: entry.repository,
            revision: entry.revision,
            ...(commits.size === 1 && commit !== undefined ? { commit } : {}),
          },
        }),
  };
}
