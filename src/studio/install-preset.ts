import { choosePreset, type InstallPreset, type PresetChoice } from '../core/models/choose-preset.ts';
import type { CatalogueEntry } from '../core/models/catalogue.ts';
import type { Machine } from '../core/models/needs.ts';
import { findEntry, readCatalogue } from '../platform/models/catalogue-file.ts';
import { DOWNLOAD_LIMITS } from '../platform/models/download/download-file.ts';
import { listInstalledModels } from '../platform/models/model-store.ts';
import { readMachine } from '../platform/system/machine.ts';
import { modelFolders, modelsTarget } from './folders.ts';

interface Where {
  readonly modelsDir: string | undefined;
  readonly signal: AbortSignal;
}

/** This machine's memory, processor, GPUs and disk, as far as models need them. */
export function machineForModels({ modelsDir, signal }: Where): Promise<Machine> {
  return readMachine(modelsTarget(modelsDir), signal);
}

/** What a preset would install on this machine. Nothing is changed. Throws `options-invalid` for a broken catalogue. */
export async function planPreset(
  wish: { readonly preset: InstallPreset; readonly language: string | undefined },
  where: Where,
): Promise<{ readonly choice: PresetChoice; readonly machine: Machine }> {
  const [{ models }, machine, installed] = await Promise.all([
    readCatalogue(),
    machineForModels(where),
    installedIds(where.modelsDir),
  ]);
  return {
    choice: choosePreset(models, machine, { ...wish, installed, marginBytes: DOWNLOAD_LIMITS.marginBytes }),
    machine,
  };
}

/** What a pull of these models would do. Nothing is changed. Throws `model-missing` for an unknown id. */
export async function planPull(
  ids: readonly string[],
  where: Where,
): Promise<readonly { readonly entry: CatalogueEntry; readonly installed: boolean }[]> {
  const [catalogue, installed] = await Promise.all([readCatalogue(), installedIds(where.modelsDir)]);
  return [...new Set(ids)].map((id) => ({ entry: findEntry(catalogue, id), installed: installed.has(id) }));
}

async function installedIds(modelsDir: string | undefined): Promise<ReadonlySet<string>> {
  const models = await listInstalledModels(modelFolders(modelsDir));
  return new Set(models.filter((model) => model.problem === undefined).map((model) => model.manifest.id));
}
