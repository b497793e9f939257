import type { JobProgressEvent } from '../../contract/job-events.ts';
import type { JobSource, SourceWish } from '../../core/queue/job-source.ts';
import { downloadEntry } from '../download-entry.ts';
import type { DownloadOptions } from '../download-types.ts';

/** How a queue downloads into a folder: each job brings its own recording. */
export function downloadOptionsOf(wish: SourceWish, folder: string): DownloadOptions {
  const { allowLocalNetwork, playlist, audioOnly, captions, allowOldYtdlp, maxBytes } = wish;
  return { folder, policy: { allowLocalNetwork }, playlist, audioOnly, captions, allowOldYtdlp, maxBytes };
}

/** Downloads the one recording of a job. Throws what `downloadEntry` throws. */
export async function downloadOne(
  source: JobSource,
  folder: string,
  signal: AbortSignal,
  on: (event: JobProgressEvent) => void,
): Promise<{ readonly path: string; readonly title: string }> {
  const { url, item, title } = source;
  const entry = { url, ...(item === undefined ? {} : { item }), ...(title === undefined ? {} : { title }) };
  let shown = title ?? '';
  const { path, info } = await downloadEntry(entry, downloadOptionsOf(source, folder), signal, (event) => {
    if (event.type === 'started') shown = event.title;
    const { downloadedBytes = 0, totalBytes, etaSeconds } = event.type === 'progress' ? event.progress : {};
    on({ type: 'fetching', url, title: shown, downloadedBytes, totalBytes, etaSeconds });
  });
  return { path, title: info.title };
}
