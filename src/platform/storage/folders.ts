import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Folder for work in progress: `VOXLANE_CACHE`, or the platform's cache folder. Safe to delete when nothing runs. */
function cacheFolder(): string {
  const explicit = process.env['VOXLANE_CACHE'];
  if (explicit !== undefined && explicit !== '') return resolve(explicit);
  const home = homedir();
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'voxlane', 'cache');
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'voxlane');
  return join(process.env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'voxlane');
}

/** Checkpoints of unfinished jobs. */
export function jobsFolder(): string {
  return join(cacheFolder(), 'jobs');
}

/** What is known of model files that were hashed. */
export function verifiedFolder(): string {
  return join(cacheFolder(), 'verified');
}

/** What is known of the devices that were tried. */
export function devicesFolder(): string {
  return join(cacheFolder(), 'devices');
}

/** What models were measured to do and to need on this machine. */
export function measuresFolder(): string {
  return join(cacheFolder(), 'measures');
}

/** Who has memory of a GPU at the moment. */
export function leasesFolder(): string {
  return join(cacheFolder(), 'leases');
}

/** The library: database, reports and the mailbox of its owner. `VOXLANE_HOME`, or a folder in the platform's data folder. */
export function libraryFolder(): string {
  const explicit = process.env['VOXLANE_HOME'];
  if (explicit !== undefined && explicit !== '') return resolve(explicit);
  const home = homedir();
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'voxlane', 'library');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'voxlane', 'library');
  return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'voxlane', 'library');
}

/** Where a user's own models live: `VOXLANE_MODELS`, or the platform's data folder. */
export function userModelFolder(): string {
  const explicit = process.env['VOXLANE_MODELS'];
  if (explicit !== undefined && explicit !== '') return resolve(explicit);
  const home = homedir();
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'voxlane', 'models');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'voxlane', 'models');
  return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'voxlane', 'models');
}
