import { join, resolve } from 'node:path';
import type { ModelOutcome } from '../contract/model-calls.ts';
import type { CatalogueEntry } from '../core/models/catalogue.ts';
import type { InstalledModel, ModelManifest } from '../core/models/manifest.ts';
import { findEntry, readCatalogue } from '../platform/models/catalogue-file.ts';
import { networkSettings, withProxy } from '../platform/models/download/network-settings.ts';
import type { PulledModel, PullProgress } from '../platform/models/download/pull-model.ts';
import { importModel } from '../platform/models/import-model.ts';
import { listInstalledModels, verifyModel } from '../platform/models/model-store.ts';
import { folderBytes, removeModel } from '../platform/models/remove-model.ts';
import { AppError, toAppError } from '../shared/app-error.ts';
import { modelFolders, modelsTarget } from './folders.ts';
import { tokenPuller } from './pull-with-token.ts';

/** Models that can be installed by name. Throws `options-invalid` for a broken catalogue. */
export async function availableModels(): Promise<readonly CatalogueEntry[]> {
  return (await readCatalogue()).models;
}

/**
 * Downloads models one after the other. Names and settings are checked before the first byte; a model that fails does
 * not stop the next. Throws `model-missing`, `options-invalid` or `cancelled`.
 */
export async function pullModels(
  ids: readonly string[],
  options: {
    readonly modelsDir: string | undefined;
    readonly signal: AbortSignal;
    /** Goes before the environment's. */
    readonly proxy?: string | undefined;
    onProgress(id: string, progress: PullProgress): void;
    onOutcome(outcome: ModelOutcome<PulledModel>): void;
  },
): Promise<readonly ModelOutcome<PulledModel>[]> {
  const catalogue = await readCatalogue();
  const entries = [...new Set(ids)].map((id) => findEntry(catalogue, id));
  const pull = tokenPuller(networkSettings(withProxy(process.env, options.proxy)));
  const outcomes: ModelOutcome<PulledModel>[] = [];
  for (const entry of entries) {
    const outcome = await attempt(entry.id, () =>
      pull(entry, {
        modelsFolder: modelsTarget(options.modelsDir),
        signal: options.signal,
        onProgress: (progress) => options.onProgress(entry.id, progress),
      }),
    );
    outcomes.push(outcome);
    options.onOutcome(outcome);
  }
  return outcomes;
}

/** Installs a model from a folder or file on this machine; `as` names its catalogue entry where it does not say so. */
export async function importFrom(
  path: string,
  options: { readonly modelsDir: string | undefined; readonly as: string | undefined; readonly signal: AbortSignal },
): Promise<ModelManifest> {
  const entry = options.as === undefined ? undefined : findEntry(await readCatalogue(), options.as);
  return importModel(resolve(path), {
    modelsFolder: modelsTarget(options.modelsDir),
    entry,
    signal: options.signal,
  });
}

/** Hashes every file of the named models, or of all, and checks their headers. Throws `model-missing` for an unknown id. */
export async function verifyModels(
  ids: readonly string[],
  options: { readonly modelsDir: string | undefined; readonly signal: AbortSignal },
): Promise<readonly ModelOutcome<InstalledModel>[]> {
  const installed = await listInstalledModels(modelFolders(options.modelsDir));
  const unknown = ids.find((id) => !installed.some((model) => model.manifest.id === id));
  if (unknown !== undefined) throw notInstalled(unknown);
  const outcomes: ModelOutcome<InstalledModel>[] = [];
  for (const model of installed) {
    if (ids.length > 0 && !ids.includes(model.manifest.id)) continue;
    options.signal.throwIfAborted();
    const check = async (): Promise<InstalledModel> => {
      await verifyModel(model, { full: true });
      return model;
    };
    outcomes.push(await attempt(model.manifest.id, check));
  }
  return outcomes;
}

/** Deletes a model of the user's own folder; returns the freed bytes. Throws `model-missing` or `options-invalid`. */
export function removeInstalled(id: string, modelsDir: string | undefined): Promise<number> {
  return removeModel(modelsTarget(modelsDir), id);
}

/** Disk space of the user's models folder, and of unfinished downloads in it, in bytes. */
export async function diskUse(
  modelsDir: string | undefined,
  available: readonly CatalogueEntry[],
): Promise<{ readonly totalBytes: number; readonly unfinishedBytes: number }> {
  const folder = modelsTarget(modelsDir);
  let unfinishedBytes = 0;
  for (const entry of available) unfinishedBytes += await folderBytes(join(folder, `.pull-${entry.id}`));
  return { totalBytes: await folderBytes(folder), unfinishedBytes };
}

/** A failure as a value; cancellation ends the whole action. */
async function attempt<T>(id: string, work: () => Promise<T>): Promise<ModelOutcome<T>> {
  try {
    return { kind: 'done', id, value: await work() };
  } catch (cause) {
    const error = toAppError(cause);
    if (error.code === 'cancelled') throw error;
    return { kind: 'failed', id, error: error.toData() };
  }
}

function notInstalled(id: string): AppError {
  return new AppError('model-missing', {
    what: `There is no model ${id} on this machine.`,
    meaning: 'Nothing was checked.',
    action: `See \`voxlane models list\`, or run \`voxlane models pull ${id}\`.`,
  });
}
