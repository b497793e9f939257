import type { JobProgressEvent } from '../../contract/job-events.ts';
import type { JobSource } from '../../core/queue/job-source.ts';
import { downloadSource } from '../download-source.ts';
import { cancelled } from '../../shared/app-error.ts';

/** Downloads the one recording of a job. Throws what `downloadSource` throws, and the failure of the recording itself. */
export async function downloadOne(
  source: JobSource,
  folder: string,
  signal: AbortSignal,
  on: (event: JobProgressEvent) => void,
): Promise<{ readonly path: string; readonly title: string }> {
  const { allowLocalNetwork, audioOnly, captions, allowOldYtdlp, maxBytes } = source;
  let title = source.title ?? '';
  const results = await downloadSource(
    source.url,
    { folder, policy: { allowLocalNetwork }, playlist: false, audioOnly, captions, allowOldYtdlp, maxBytes },
    signal,
    (event) => {
      if (event.type === 'started') title = event.title;
      const { downloadedBytes = 0, totalBytes, etaSeconds } = event.type === 'progress' ? event.progress : {};
      on({ type: 'fetching', url: source.url, title, downloadedBytes, totalBytes, etaSeconds });
    },
  );
  const [result] = results;
  if (result === undefined) throw cancelled();
  if (result.kind === 'failed') throw result.error;
  return { path: result.path, title: result.info.title };
}
