import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** True when somebody has made a library here; looking at one that is not there must make none. */
export function hasLibrary(home: string): boolean {
  return existsSync(join(home, 'library.db'));
}
