import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnippetArchive } from '../../contract/snippet-calls.ts';
import type { SnippetWish } from '../../core/snippets/snippet-wish.ts';
import { zipFiles } from '../../platform/storage/zip-files.ts';
import type { Library } from '../queue/library.ts';
import { newDownload } from './downloads.ts';
import { snippetsOfJob } from './snippets-of-job.ts';

/**
 * Cuts pieces out of the recording of a job into a ZIP below the library, which a page reads by a token. Throws what
 * `snippetsOfJob` and `zipFiles` throw; nothing is left then.
 */
export async function archiveSnippets(
  library: Library,
  { id, wish }: { readonly id: number; readonly wish: SnippetWish },
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<SnippetArchive> {
  const folder = await newDownload(library, id);
  try {
    const request = { id, wish, folder, force: false, dryRun: false };
    const { snippets, failed, notes, manifests } = await snippetsOfJob(library, request, signal, onProgress);
    const report = { snippets, failed, notes };
    if (snippets.length === 0) return report;
    const path = `${folder}.zip`;
    const bytes = await zipFiles([...manifests, ...snippets.map(({ file }) => join(folder, file))], path, signal);
    return {
      ...report,
      archive: { token: library.playback.tokens.give(id, { path, mime: 'application/zip' }), bytes },
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
