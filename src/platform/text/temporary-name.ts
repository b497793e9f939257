import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning, processTag } from '../process/process-start.ts';

const PATTERN = /^\.voxlane-([0-9a-f]{6})-(\d+-[0-9a-f]+)-[0-9a-f]{16}\.tmp$/;

let own: string | undefined;

/** A name for a file that is being written: short, hidden, and telling which process of which machine writes it. */
export function temporaryName(): string {
  own ??= `.voxlane-${hostTag()}-${processTag(process.pid) ?? process.pid}`;
  return `${own}-${randomBytes(8).toString('hex')}.tmp`;
}

/**
 * Removes what processes of this machine that are gone left half-written in a folder. Files of other machines, which may
 * share the folder, and of running processes stay. What cannot be looked at or removed stays too.
 */
export async function removeStrayTemporaries(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (isStray(name) && (await lstat(path).catch(() => undefined))?.isFile() === true)
      await unlink(path).catch(() => undefined);
  }
}

function isStray(name: string): boolean {
  const [, host, writer] = PATTERN.exec(name) ?? [];
  return host === hostTag() && writer !== undefined && !isRunning(writer);
}

function hostTag(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
}
