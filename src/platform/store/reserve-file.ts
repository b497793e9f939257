import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';

const BLOCK = Buffer.alloc(1024 * 1024);

/**
 * Keeps `bytes` of disk space for the moment when it runs out: a file of zeros that is given up so that work can still be
 * recorded. It is left out where that little is free already.
 */
export function keepReserve(path: string, bytes: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.size === bytes) return;
  const { bavail, bsize } = statfsSync(path.replace(/[^/\\]+$/, '') || '.');
  if (bavail * bsize < bytes * 4) return;
  const file = openSync(path, 'w');
  try {
    for (let done = 0; done < bytes; done += BLOCK.length)
      writeSync(file, BLOCK, 0, Math.min(BLOCK.length, bytes - done));
  } finally {
    closeSync(file);
  }
}

/** Gives the reserve up. Returns whether there was one. */
export function releaseReserve(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false;
  rmSync(path);
  return true;
}
