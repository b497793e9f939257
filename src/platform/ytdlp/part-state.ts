import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type RecordingFacts, sameRecording } from '../../core/sources/same-recording.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';

const STATE_FILE = 'recording.json';
/** Belongs to whoever works in the folder, see `withJobFolder`. */
const LOCK_FILE = 'owner.lock';

const stateSchema = z.object({
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  lengthBytes: z.number().optional(),
  extractor: z.string().optional(),
  recordingId: z.string().optional(),
  sizeBytes: z.number().optional(),
  durationMs: z.number().optional(),
});

/**
 * Prepares a download's folder for a recording: what an earlier attempt left there stays if it belongs to the same
 * recording and is removed if not, or if nothing says what it belongs to. Throws `output-failed` or `disk-full`.
 */
export async function preparePart(folder: string, facts: RecordingFacts): Promise<'new' | 'continued' | 'restarted'> {
  const before = await contents(folder);
  const known = before.includes(STATE_FILE) ? await readState(folder) : undefined;
  const parts = before.filter((name) => name !== STATE_FILE);
  const fits = known !== undefined && sameRecording(known, facts);
  if (parts.length > 0 && !fits) await emptyJobFolder(folder);
  await writeFileAtomic(join(folder, STATE_FILE), JSON.stringify(fits ? { ...known, ...facts } : facts));
  if (parts.length === 0) return 'new';
  return fits ? 'continued' : 'restarted';
}

/** Removes everything but the lock of the one who works in the folder. */
export async function emptyJobFolder(folder: string): Promise<void> {
  for (const name of await contents(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Removes what is of no use without a part. */
export async function forgetWithoutPart(folder: string): Promise<void> {
  const names = await contents(folder);
  if (names.every((name) => name === STATE_FILE)) await emptyJobFolder(folder);
}

async function contents(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name !== LOCK_FILE);
}

async function readState(folder: string): Promise<RecordingFacts | undefined> {
  try {
    const data = stateSchema.safeParse(JSON.parse(await readFile(join(folder, STATE_FILE), 'utf8'))).data;
    return data === undefined ? undefined : withoutGaps(data);
  } catch {
    // Damaged, so it vouches for nothing: the download starts over.
    return undefined;
  }
}

function withoutGaps(data: z.infer<typeof stateSchema>): RecordingFacts {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}
