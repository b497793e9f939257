import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ModelManifest, modelManifestSchema } from '../../../core/models/manifest.ts';
import { writeFileAtomic } from '../../text/atomic-write.ts';
import { findModelFileProblem } from '../model-file-check.ts';
import { findSignatureProblem } from '../onnx-interface.ts';
import { damagedFile, otherKind, writeFailed } from './errors.ts';
import { discardFile } from './part-file.ts';

/** Where a model is put together before it is installed; the store does not look into hidden folders. */
export function stagingFolder(modelsFolder: string, id: string): string {
  return join(modelsFolder, `.pull-${id}`);
}

/**
 * Makes a staged folder an installed model: every file's outside is checked, the manifest is written last, and the
 * folder is renamed into place, so a model is there whole or not at all. An older folder of that id is replaced.
 * Throws `model-corrupt`, `model-unsupported` or a write error; the staged folder then stays.
 */
export async function installStaged(modelsFolder: string, manifest: ModelManifest): Promise<string> {
  const staging = stagingFolder(modelsFolder, manifest.id);
  for (const file of manifest.files) {
    const problem = await findModelFileProblem(join(staging, file.path));
    if (problem === undefined) continue;
    await discardFile(join(staging, file.path));
    throw damagedFile(file.path, problem);
  }
  const other = findSignatureProblem(staging, manifest);
  if (other !== undefined) {
    for (const file of manifest.files) await discardFile(join(staging, file.path));
    throw otherKind(manifest.id, other);
  }
  const target = join(modelsFolder, manifest.id);
  try {
    for (const file of manifest.files) await rm(join(staging, `${file.path}.state.json`), { force: true });
    const text = `${JSON.stringify(modelManifestSchema.parse(manifest), null, 2)}\n`;
    await writeFileAtomic(join(staging, 'manifest.json'), text);
    const old = await setAside(modelsFolder, target);
    await rename(staging, target);
    await syncFolder(modelsFolder);
    if (old !== undefined) await rm(old, { recursive: true, force: true });
  } catch (cause) {
    throw writeFailed(target, cause);
  }
  return target;
}

/** Moves a folder out of the store's sight; `undefined` when there is none. */
export async function setAside(modelsFolder: string, folder: string): Promise<string | undefined> {
  if ((await lstat(folder).catch(() => undefined)) === undefined) return undefined;
  const aside = join(modelsFolder, `.removed-${randomBytes(6).toString('hex')}`);
  await rename(folder, aside);
  await syncFolder(dirname(folder));
  return aside;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  // Some systems cannot flush a folder; the rename itself is whole all the same.
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
