import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Folder for tools that Voxlane installs for the user: `VOXLANE_TOOLS`, or `tools` in the platform's data folder. */
export function toolsFolder(): string {
  const explicit = process.env['VOXLANE_TOOLS'];
  if (explicit !== undefined && explicit !== '') return resolve(explicit);
  const home = homedir();
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'voxlane', 'tools');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'voxlane', 'tools');
  return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'voxlane', 'tools');
}
