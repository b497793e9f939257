import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, workFolderOf } from '../queue/library.ts';

/** The waveform that a job which is not done has made so far; nothing when it has several tracks or none is whole. */
export async function unfinishedPeaks(library: Library, jobId: number): Promise<Uint8Array | undefined> {
  const folder = workFolderOf(library, jobId);
  const names = await readdir(folder).catch(() => []);
  const found: Uint8Array[] = [];
  for (const name of names) {
    const bytes = await readFile(join(folder, name, 'done.peaks')).catch(() => undefined);
    if (bytes !== undefined) found.push(bytes);
  }
  return found.length === 1 ? found[0] : undefined;
}
