import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program called nvidia-smi that runs `body` in a shell. Gives the search path that finds it first. */
export function fakeNvidiaSmi(folder: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'nvidia-smi');
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return `${folder}:/usr/bin:/bin`;
}
