import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a fuse wire begins in a real binary: a mark, its version, and how many fuses follow, each off. */
const WIRE = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0008${'0'.repeat(8)}`;

/** Makes a folder that looks like Electron's distribution to a packager: nothing in it runs. */
export function standInDist(folder: string, version: string): void {
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'electron'), `stand-in ${WIRE} end`, { encoding: 'latin1', mode: 0o755 });
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(join(folder, name), 'x');
}
