import { toAppError } from '../shared/app-error.ts';
import { checkFolder, downloadAdmitted } from './download-entry.ts';
import type { DownloadEvent, DownloadOptions, DownloadResult } from './download-types.ts';
import { expandAdmitted } from './expand-source.ts';
import { admitUrl, openRun } from './sources/source-run.ts';

/**
 * Downloads what a URL stands for into a folder: `expandSource`, then `downloadEntry` for one after the other. A failed
 * item of a playlist does not end it. Throws `AppError` when the URL as a whole cannot be taken, and what `downloadEntry`
 * throws when it stands for one recording.
 */
export async function downloadSource(
  text: string,
  options: DownloadOptions,
  signal: AbortSignal,
  on: (event: DownloadEvent) => void,
): Promise<DownloadResult[]> {
  const url = await admitUrl(text, options);
  await checkFolder(options.folder);
  const run = await openRun(options, signal);
  const entries = await expandAdmitted(run, url);
  const results: DownloadResult[] = [];
  for (const [position, listed] of entries.entries()) {
    if (listed.kind === 'refused') {
      results.push({ kind: 'failed', url: listed.url, error: listed.error });
      continue;
    }
    const { entry } = listed;
    const place = { item: position + 1, items: entries.length };
    try {
      results.push(await downloadAdmitted(run, entry, (event) => on({ ...event, ...place })));
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code === 'cancelled' || entries.length === 1) throw error;
      results.push({ kind: 'failed', url: entry.url, error });
    }
  }
  return results;
}
