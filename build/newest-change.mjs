import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When a source below a folder changed last, in milliseconds; tests do not count. */
export function newestChange(folder) {
  let newest = 0;
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) newest = Math.max(newest, newestChange(path));
    else if (!/\.test\.tsx?$/.test(path)) newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}
