import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { processStart } from '../process/process-start.ts';

const PATTERN = /^\.voxlane-([0-9a-f]{6})-(\d+)-([0-9a-f]{6})-[0-9a-f]{16}\.tmp$/;

let own: string | undefined;

/** A name for a file that is being written: short, hidden, and telling which process of which machine writes it. */
export function temporaryName(): string {
  own ??= `.voxlane-${hostTag()}-${process.pid}-${tag(processStart(process.pid) ?? '')}`;
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
  const [, host, pid, start] = PATTERN.exec(name) ?? [];
  if (host !== hostTag()) return false;
  const running = processStart(Number(pid));
  return running === undefined || tag(running) !== start;
}

function hostTag(): string {
  return tag(hostname());
}

function tag(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
