import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { UNKNOWN_HASH } from './model-store.ts';

/**
 * What tells a model from any other, as part of a stage key: id, layout, parameters and files with their hashes. A file of
 * which no hash is known counts by its size and time of change. Nothing is loaded; the files need not be whole.
 */
export async function modelIdentity(model: InstalledModel): Promise<unknown> {
  const { id, layout, params, files } = model.manifest;
  const known = await Promise.all(
    files.map(async ({ path, bytes, sha256 }) => {
      const content = UNKNOWN_HASH.test(sha256) ? await timeOfChange(join(model.folder, path)) : sha256;
      return [path, bytes, content];
    }),
  );
  return { id, layout, params: params ?? {}, files: known };
}

async function timeOfChange(path: string): Promise<number> {
  const info = await stat(path).catch(() => undefined);
  return info === undefined ? 0 : Math.floor(info.mtimeMs);
}
