import type { LlmFile, LlmFileCheck } from '../../contract/language-calls.ts';
import { modelBytes } from '../../core/models/choose.ts';
import { toAppError } from '../../shared/app-error.ts';
import { modelFolders } from '../folders.ts';
import { findLocalLlm, installedLlms } from '../llm/local/find-local-llm.ts';
import { readSettings, type SettingsLibrary } from '../settings/settings.ts';

/** The language models that are installed on this computer, those that can be used first, each by name. */
export async function listLocalLlms(library: SettingsLibrary): Promise<readonly LlmFile[]> {
  const installed = await installedLlms(foldersOf(library));
  const files = installed.map((model): LlmFile => {
    const { manifest, problem } = model;
    return {
      id: manifest.id,
      name: manifest.name,
      bytes: modelBytes(model),
      ...(problem === undefined ? {} : { problem }),
    };
  });
  const rank = ({ problem }: LlmFile): number => (problem === undefined ? 0 : 1);
  return files.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Looks into the file of a model as far as a look tells: whether it is there, whole, and a model that writes text. Loads nothing. */
export async function checkLocalLlm(library: SettingsLibrary, model: string): Promise<LlmFileCheck> {
  try {
    const { bytes, facts } = await findLocalLlm({ kind: 'local', model }, foldersOf(library));
    const name = facts['general.name'];
    return { kind: 'fits', bytes, ...(typeof name === 'string' && name.trim() !== '' ? { name: name.trim() } : {}) };
  } catch (problem) {
    return { kind: 'failed', error: toAppError(problem).toData() };
  }
}

function foldersOf(library: SettingsLibrary): readonly string[] {
  return modelFolders(readSettings(library).values.modelsFolder);
}
