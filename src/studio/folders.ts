import { resolve } from 'node:path';
import { jobsFolder, libraryFolder, userModelFolder } from '../platform/storage/folders.ts';

/** Folders to look for models in: the one given first, then the user's own. */
export function modelFolders(explicit: string | undefined): string[] {
  return explicit === undefined ? [userModelFolder()] : [resolve(explicit), userModelFolder()];
}

/** Where models are installed: the folder given, else the user's own. */
export function modelsTarget(explicit: string | undefined): string {
  return explicit === undefined ? userModelFolder() : resolve(explicit);
}

/** Where unfinished jobs keep their checkpoints. */
export function workFolder(): string {
  return jobsFolder();
}

/** The folder of the library: the one given, else `VOXLANE_HOME`, else the user's own. */
export function libraryHome(explicit: string | undefined): string {
  return explicit === undefined ? libraryFolder() : resolve(explicit);
}
