import { lstat, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { writeFailed } from './download/errors.ts';
import { setAside, stagingFolder } from './download/install-folder.ts';
import { withModelLock } from './download/model-lock.ts';

const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * Deletes a model's folder below the user's models folder, and what an unfinished download of it left. Nothing outside
 * that folder is ever touched: a link is refused. Returns the freed bytes.
 * Throws `model-missing` when there is neither, `options-invalid` for a link or a bad name.
 */
export async function removeModel(modelsFolder: string, id: string): Promise<number> {
  if (!ID.test(id)) throw refused(`"${id}" is no model id.`);
  const targets = [join(modelsFolder, id), stagingFolder(modelsFolder, id)];
  const infos = await Promise.all(targets.map((path) => lstat(path).catch(() => undefined)));
  if (infos.every((info) => info === undefined)) throw absent(modelsFolder, id);
  if (infos.some((info) => info !== undefined && !info.isDirectory()))
    throw refused(`${targets[0]} is a link or a file, not a folder that Voxlane made.`);
  return withModelLock(modelsFolder, id, async () => {
    let freed = 0;
    try {
      for (const path of targets) {
        freed += await folderBytes(path);
        const aside = await setAside(modelsFolder, path);
        if (aside !== undefined) await rm(aside, { recursive: true, force: true });
      }
    } catch (cause) {
      throw writeFailed(modelsFolder, cause);
    }
    return freed;
  });
}

/** Bytes of all files below a folder; 0 when it is absent. Links are not followed. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const item of entries) {
    if (item.isFile()) bytes += (await stat(join(item.parentPath, item.name)).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}

function absent(folder: string, id: string): AppError {
  return new AppError('model-missing', {
    what: `There is no model ${id} in ${folder}.`,
    meaning: 'Nothing was removed; models that come with Voxlane or lie elsewhere are not removed by this command.',
    action: 'See `voxlane models list`.',
  });
}

function refused(what: string): AppError {
  return new AppError('options-invalid', { what, meaning: 'Nothing was removed.', action: 'Remove it by hand.' });
}
