import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../storage/make-folder.ts';
import { verifiedFolder } from '../storage/folders.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';

/** A file as it was when it was hashed. The system changes the times with every write; ids tell a replaced file apart. */
const recordSchema = z.strictObject({
  path: z.string(),
  bytes: z.string(),
  modifiedNs: z.string(),
  changedNs: z.string(),
  file: z.string(),
  sha256: z.string(),
});
type FileState = Omit<z.infer<typeof recordSchema>, 'sha256'>;

/** A change so shortly after the last one can leave the same time behind: such a file is hashed again next time. */
const SETTLED_MS = 2_000;

/**
 * SHA-256 of a file, from the cache where the file has not changed since it was hashed. Hashing gigabytes before every
 * run would cost more than the run; without, a flipped byte would go unnoticed. Rejects when the file cannot be read.
 */
export async function verifiedHash(path: string): Promise<string> {
  const state = await stateOf(path);
  const known = await readRecord(path);
  if (known !== undefined && isSame(known, state)) return known.sha256;
  return hashAndRemember(path);
}

/** SHA-256 of a file as it is on the disk now; remembered for `verifiedHash`. Rejects when the file cannot be read. */
export async function hashAndRemember(path: string): Promise<string> {
  const before = await stateOf(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const sha256 = hash.digest('hex');
  const settled = Number(BigInt(before.changedNs) / 1_000_000n) < Date.now() - SETTLED_MS;
  if (settled && isSame(before, await stateOf(path))) await remember({ ...before, sha256 });
  return sha256;
}

async function stateOf(path: string): Promise<FileState> {
  const info = await stat(path, { bigint: true });
  return {
    path: resolve(path),
    bytes: String(info.size),
    modifiedNs: String(info.mtimeNs),
    changedNs: String(info.ctimeNs),
    file: `${info.dev}:${info.ino}`,
  };
}

function isSame(a: FileState, b: FileState): boolean {
  const { path, bytes, modifiedNs, changedNs, file } = a;
  return (
    path === b.path && bytes === b.bytes && modifiedNs === b.modifiedNs && changedNs === b.changedNs && file === b.file
  );
}

function recordPath(path: string): string {
  return join(verifiedFolder(), `${createHash('sha256').update(resolve(path)).digest('hex')}.json`);
}

async function readRecord(path: string): Promise<z.infer<typeof recordSchema> | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(recordPath(path), 'utf8')));
  } catch {
    return undefined;
  }
}

async function remember(record: z.infer<typeof recordSchema>): Promise<void> {
  const path = recordPath(record.path);
  try {
    await makeFolder(dirname(path));
    await writeFileAtomic(path, JSON.stringify(record));
  } catch {
    // A cache that cannot be written costs the time of hashing again, nothing else.
  }
}
