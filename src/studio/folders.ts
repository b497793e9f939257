import { resolve } from 'node:path';
import { userModelFolder } from '../platform/models/model-store.ts';
import { jobsFolder } from '../platform/storage/folders.ts';

/** Folders to look for models in: the one given first, then the user's own. */
export function modelFolders(explicit: string | undefined): string[] {
  return explicit === undefined ? [userModelFolder()] : [resolve(explicit), userModelFolder()];
}

/** Where unfinished jobs keep their checkpoints. */
export function workFolder(): string {
  return jobsFolder();
}
